package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class ViewEmbeddedTest extends ViewContract implements OnEmbedded {}
