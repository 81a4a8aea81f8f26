package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ClosingExternalIT extends ClosingContract implements OnExternal {}
