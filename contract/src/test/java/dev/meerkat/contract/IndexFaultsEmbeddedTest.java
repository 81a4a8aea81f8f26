package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class IndexFaultsEmbeddedTest extends IndexFaultsContract implements OnEmbedded {}
