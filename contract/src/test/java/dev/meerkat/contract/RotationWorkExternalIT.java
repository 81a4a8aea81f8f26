package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RotationWorkExternalIT extends RotationWorkContract implements OnExternal {}
