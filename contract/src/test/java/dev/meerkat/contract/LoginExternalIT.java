package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class LoginExternalIT extends LoginContract implements OnExternal {}
