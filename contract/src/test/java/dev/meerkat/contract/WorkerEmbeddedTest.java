package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class WorkerEmbeddedTest extends WorkerContract implements OnEmbedded {}
