package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class JoiningExternalIT extends JoiningContract implements OnExternal {}
