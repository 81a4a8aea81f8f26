package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class IndexSyncEmbeddedTest extends IndexSyncContract implements OnEmbedded {}
