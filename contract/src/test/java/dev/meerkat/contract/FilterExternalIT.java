package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class FilterExternalIT extends FilterContract implements OnExternal {}
