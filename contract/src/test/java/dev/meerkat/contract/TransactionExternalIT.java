package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TransactionExternalIT extends TransactionContract implements OnExternal {}
