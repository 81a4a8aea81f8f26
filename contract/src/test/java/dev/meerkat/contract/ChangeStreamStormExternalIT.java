package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ChangeStreamStormExternalIT extends ChangeStreamStormContract implements OnExternal {}
