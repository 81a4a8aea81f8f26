package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class OpeningExternalIT extends OpeningContract implements OnExternal {}
