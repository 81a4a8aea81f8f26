package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TenantExternalIT extends TenantContract implements OnExternal {}
