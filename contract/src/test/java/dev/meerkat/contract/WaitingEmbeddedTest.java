package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class WaitingEmbeddedTest extends WaitingContract implements OnEmbedded {}
