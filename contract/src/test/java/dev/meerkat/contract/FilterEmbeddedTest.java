package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class FilterEmbeddedTest extends FilterContract implements OnEmbedded {}
