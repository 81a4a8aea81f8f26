package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class SharedDeploymentEmbeddedTest extends SharedDeploymentContract implements OnEmbedded {}
