package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TenantPoolExternalIT extends TenantPoolContract implements OnExternal {}
