package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class KeptValuesEmbeddedTest extends KeptValuesContract implements OnEmbedded {}
