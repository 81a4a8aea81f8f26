package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class EventExternalIT extends EventContract implements OnExternal {}
