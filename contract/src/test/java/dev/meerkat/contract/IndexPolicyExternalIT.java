package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class IndexPolicyExternalIT extends IndexPolicyContract implements OnExternal {}
