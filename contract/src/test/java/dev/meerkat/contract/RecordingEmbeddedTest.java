package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class RecordingEmbeddedTest extends RecordingContract implements OnEmbedded {}
