package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class IndexKindsEmbeddedTest extends IndexKindsContract implements OnEmbedded {}
