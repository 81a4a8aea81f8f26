package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class GateWaitingExternalIT extends GateWaitingContract implements OnExternal {}
