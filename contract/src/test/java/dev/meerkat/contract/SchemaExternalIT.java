package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class SchemaExternalIT extends SchemaContract implements OnExternal {}
