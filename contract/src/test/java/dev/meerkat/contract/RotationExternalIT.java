package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RotationExternalIT extends RotationContract implements OnExternal {}
