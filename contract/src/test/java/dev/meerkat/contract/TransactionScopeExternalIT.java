package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TransactionScopeExternalIT extends TransactionScopeContract implements OnExternal {}
