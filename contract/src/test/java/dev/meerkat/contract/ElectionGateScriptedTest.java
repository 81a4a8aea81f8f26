package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScriptedEmbedded;

final class ElectionGateScriptedTest extends ElectionGateContract implements OnScriptedEmbedded {}
