package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class DriverFailuresExternalIT extends DriverFailuresContract implements OnExternal {}
