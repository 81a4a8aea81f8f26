package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class TimelineExternalIT extends TimelineContract implements OnExternal {}
