package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class SchemaEmbeddedTest extends SchemaContract implements OnEmbedded {}
