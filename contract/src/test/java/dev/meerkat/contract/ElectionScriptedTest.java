package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScriptedEmbedded;

final class ElectionScriptedTest extends ElectionContract implements OnScriptedEmbedded {}
