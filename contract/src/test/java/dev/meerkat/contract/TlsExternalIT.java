package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TlsExternalIT extends TlsContract implements OnExternal {}
