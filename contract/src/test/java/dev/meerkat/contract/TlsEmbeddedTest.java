package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TlsEmbeddedTest extends TlsContract implements OnEmbedded {}
