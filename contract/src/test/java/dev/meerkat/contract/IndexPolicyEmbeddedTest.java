package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class IndexPolicyEmbeddedTest extends IndexPolicyContract implements OnEmbedded {}
