package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ChangeStreamResumeEmbeddedTest extends ChangeStreamResumeContract implements OnEmbedded {}
