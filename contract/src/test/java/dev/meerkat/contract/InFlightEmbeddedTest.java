package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class InFlightEmbeddedTest extends InFlightContract implements OnEmbedded {}
