package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TransactionEmbeddedTest extends TransactionContract implements OnEmbedded {}
