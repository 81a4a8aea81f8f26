package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class JoiningEmbeddedTest extends JoiningContract implements OnEmbedded {}
