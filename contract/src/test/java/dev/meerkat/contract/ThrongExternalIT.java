package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ThrongExternalIT extends ThrongContract implements OnExternal {}
