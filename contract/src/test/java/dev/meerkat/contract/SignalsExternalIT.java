package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class SignalsExternalIT extends SignalsContract implements OnExternal {}
