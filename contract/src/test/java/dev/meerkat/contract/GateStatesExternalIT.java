package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class GateStatesExternalIT extends GateStatesContract implements OnExternal {}
