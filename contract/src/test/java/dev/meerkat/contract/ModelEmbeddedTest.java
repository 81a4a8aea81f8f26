package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ModelEmbeddedTest extends ModelContract implements OnEmbedded {}
