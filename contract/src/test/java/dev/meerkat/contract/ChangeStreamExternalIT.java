package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ChangeStreamExternalIT extends ChangeStreamContract implements OnExternal {}
