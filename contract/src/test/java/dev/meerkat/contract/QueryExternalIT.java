package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class QueryExternalIT extends QueryContract implements OnExternal {}
