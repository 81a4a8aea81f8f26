package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class HolderExternalIT extends HolderContract implements OnExternal {}
