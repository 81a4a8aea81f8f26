package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class CrowdExternalIT extends CrowdContract implements OnExternal {}
