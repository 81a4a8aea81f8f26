package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RotationStreamExternalIT extends RotationStreamContract implements OnExternal {}
