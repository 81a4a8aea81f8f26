package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TimelineEmbeddedTest extends TimelineContract implements OnEmbedded {}
