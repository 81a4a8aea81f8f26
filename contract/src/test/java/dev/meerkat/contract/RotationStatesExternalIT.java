package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RotationStatesExternalIT extends RotationStatesContract implements OnExternal {}
