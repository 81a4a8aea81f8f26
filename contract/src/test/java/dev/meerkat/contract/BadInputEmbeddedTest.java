package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class BadInputEmbeddedTest extends BadInputContract implements OnEmbedded {}
