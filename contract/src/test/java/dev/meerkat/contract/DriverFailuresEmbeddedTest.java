package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class DriverFailuresEmbeddedTest extends DriverFailuresContract implements OnEmbedded {}
