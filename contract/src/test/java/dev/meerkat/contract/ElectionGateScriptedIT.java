package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class ElectionGateScriptedIT extends ElectionGateContract implements OnScripted {}
