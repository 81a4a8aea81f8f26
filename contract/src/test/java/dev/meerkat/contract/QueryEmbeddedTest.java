package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class QueryEmbeddedTest extends QueryContract implements OnEmbedded {}
