package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class PoolEmbeddedTest extends PoolContract implements OnEmbedded {}
