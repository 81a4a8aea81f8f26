package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class CredentialSourceExternalIT extends CredentialSourceContract implements OnExternal {}
