package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class OpeningEmbeddedTest extends OpeningContract implements OnEmbedded {}
