package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ThrongEmbeddedTest extends ThrongContract implements OnEmbedded {}
