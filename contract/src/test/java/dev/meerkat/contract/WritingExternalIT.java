package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class WritingExternalIT extends WritingContract implements OnExternal {}
