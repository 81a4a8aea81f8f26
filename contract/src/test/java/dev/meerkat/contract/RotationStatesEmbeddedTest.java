package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RotationStatesEmbeddedTest extends RotationStatesContract implements OnEmbedded {}
