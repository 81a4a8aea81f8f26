package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class EventEmbeddedTest extends EventContract implements OnEmbedded {}
