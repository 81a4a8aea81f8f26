package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class OutageExternalIT extends OutageContract implements OnExternal {}
