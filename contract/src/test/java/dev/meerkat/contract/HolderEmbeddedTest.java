package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class HolderEmbeddedTest extends HolderContract implements OnEmbedded {}
