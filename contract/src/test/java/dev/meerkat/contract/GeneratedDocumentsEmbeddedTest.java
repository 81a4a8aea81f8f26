package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class GeneratedDocumentsEmbeddedTest extends GeneratedDocumentsContract implements OnEmbedded {}
