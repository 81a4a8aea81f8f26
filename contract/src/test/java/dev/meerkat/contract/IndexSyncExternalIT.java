package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class IndexSyncExternalIT extends IndexSyncContract implements OnExternal {}
