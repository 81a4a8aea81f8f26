package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class DrainingWorkExternalIT extends DrainingWorkContract implements OnExternal {}
