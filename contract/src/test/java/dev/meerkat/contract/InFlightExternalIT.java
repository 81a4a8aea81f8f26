package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class InFlightExternalIT extends InFlightContract implements OnExternal {}
