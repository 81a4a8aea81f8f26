package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ViewExternalIT extends ViewContract implements OnExternal {}
