package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RotationEmbeddedTest extends RotationContract implements OnEmbedded {}
