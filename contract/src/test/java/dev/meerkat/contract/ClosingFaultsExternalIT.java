package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ClosingFaultsExternalIT extends ClosingFaultsContract implements OnExternal {}
