package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ChangeStreamStormEmbeddedTest extends ChangeStreamStormContract implements OnEmbedded {}
