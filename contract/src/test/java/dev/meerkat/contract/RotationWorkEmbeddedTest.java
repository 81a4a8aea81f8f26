package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RotationWorkEmbeddedTest extends RotationWorkContract implements OnEmbedded {}
