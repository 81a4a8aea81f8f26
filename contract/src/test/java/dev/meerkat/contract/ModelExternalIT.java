package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ModelExternalIT extends ModelContract implements OnExternal {}
