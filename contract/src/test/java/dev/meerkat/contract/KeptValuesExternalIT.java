package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class KeptValuesExternalIT extends KeptValuesContract implements OnExternal {}
