package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RotationLoadExternalIT extends RotationLoadContract implements OnExternal {}
