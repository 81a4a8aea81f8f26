package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class GeneratedDocumentsExternalIT extends GeneratedDocumentsContract implements OnExternal {}
