package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ChangeStreamEmbeddedTest extends ChangeStreamContract implements OnEmbedded {}
