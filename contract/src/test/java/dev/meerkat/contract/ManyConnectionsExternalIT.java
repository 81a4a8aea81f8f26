package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ManyConnectionsExternalIT extends ManyConnectionsContract implements OnExternal {}
