package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TlsRotationExternalIT extends TlsRotationContract implements OnExternal {}
