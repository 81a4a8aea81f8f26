package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class CrowdEmbeddedTest extends CrowdContract implements OnEmbedded {}
