package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class HealthExternalIT extends HealthContract implements OnExternal {}
