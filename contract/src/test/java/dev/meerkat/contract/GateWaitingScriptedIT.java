package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class GateWaitingScriptedIT extends GateWaitingContract implements OnScripted {}
