package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class GateStatesEmbeddedTest extends GateStatesContract implements OnEmbedded {}
