package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ReadableExternalIT extends ReadableContract implements OnExternal {}
