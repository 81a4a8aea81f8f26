package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RotationStreamEmbeddedTest extends RotationStreamContract implements OnEmbedded {}
