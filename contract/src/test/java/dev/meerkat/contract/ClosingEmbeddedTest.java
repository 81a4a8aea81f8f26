package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ClosingEmbeddedTest extends ClosingContract implements OnEmbedded {}
