package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class StopNoticeEmbeddedTest extends StopNoticeContract implements OnEmbedded {}
