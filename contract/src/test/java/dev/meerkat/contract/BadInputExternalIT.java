package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class BadInputExternalIT extends BadInputContract implements OnExternal {}
