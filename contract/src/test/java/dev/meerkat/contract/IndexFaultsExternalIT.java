package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class IndexFaultsExternalIT extends IndexFaultsContract implements OnExternal {}
