package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class SignalsEmbeddedTest extends SignalsContract implements OnEmbedded {}
