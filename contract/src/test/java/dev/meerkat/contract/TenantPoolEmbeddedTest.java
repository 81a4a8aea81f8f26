package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TenantPoolEmbeddedTest extends TenantPoolContract implements OnEmbedded {}
