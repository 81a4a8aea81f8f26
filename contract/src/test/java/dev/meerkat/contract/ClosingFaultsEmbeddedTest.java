package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ClosingFaultsEmbeddedTest extends ClosingFaultsContract implements OnEmbedded {}
