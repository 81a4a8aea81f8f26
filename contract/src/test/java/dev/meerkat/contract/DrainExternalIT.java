package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class DrainExternalIT extends DrainContract implements OnExternal {}
