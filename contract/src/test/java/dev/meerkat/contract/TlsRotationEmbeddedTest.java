package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TlsRotationEmbeddedTest extends TlsRotationContract implements OnEmbedded {}
