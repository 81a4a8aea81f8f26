package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class WaitingExternalIT extends WaitingContract implements OnExternal {}
