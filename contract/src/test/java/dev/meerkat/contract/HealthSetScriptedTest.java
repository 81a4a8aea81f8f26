package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScriptedEmbedded;

final class HealthSetScriptedTest extends HealthSetContract implements OnScriptedEmbedded {}
