package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class TenantEmbeddedTest extends TenantContract implements OnEmbedded {}
