package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TransactionScopeEmbeddedTest extends TransactionScopeContract implements OnEmbedded {}
