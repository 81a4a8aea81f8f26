package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TransferExternalIT extends TransferContract implements OnExternal {}
