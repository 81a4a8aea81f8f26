package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ManyConnectionsEmbeddedTest extends ManyConnectionsContract implements OnEmbedded {}
