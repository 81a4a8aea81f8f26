package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class OutageEmbeddedTest extends OutageContract implements OnEmbedded {}
