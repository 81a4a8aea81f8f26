package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class GateWaitingEmbeddedTest extends GateWaitingContract implements OnEmbedded {}
