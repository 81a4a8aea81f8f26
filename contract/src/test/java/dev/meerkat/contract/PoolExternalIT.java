package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class PoolExternalIT extends PoolContract implements OnExternal {}
