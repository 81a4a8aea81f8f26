package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class DrainingWorkEmbeddedTest extends DrainingWorkContract implements OnEmbedded {}
