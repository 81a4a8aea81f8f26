package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class HealthEmbeddedTest extends HealthContract implements OnEmbedded {}
