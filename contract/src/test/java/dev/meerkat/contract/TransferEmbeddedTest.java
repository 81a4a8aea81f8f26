package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TransferEmbeddedTest extends TransferContract implements OnEmbedded {}
