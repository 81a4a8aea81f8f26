package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ReadableEmbeddedTest extends ReadableContract implements OnEmbedded {}
