package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RegistryEmbeddedTest extends RegistryContract implements OnEmbedded {}
