package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class WritingEmbeddedTest extends WritingContract implements OnEmbedded {}
