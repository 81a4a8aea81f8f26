package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class IndexRightsExternalIT extends IndexRightsContract implements OnExternal {}
