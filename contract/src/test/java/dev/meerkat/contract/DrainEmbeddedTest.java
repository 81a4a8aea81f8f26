package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class DrainEmbeddedTest extends DrainContract implements OnEmbedded {}
