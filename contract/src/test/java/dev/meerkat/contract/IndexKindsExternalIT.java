package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class IndexKindsExternalIT extends IndexKindsContract implements OnExternal {}
