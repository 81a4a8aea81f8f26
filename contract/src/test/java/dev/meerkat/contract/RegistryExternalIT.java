package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RegistryExternalIT extends RegistryContract implements OnExternal {}
