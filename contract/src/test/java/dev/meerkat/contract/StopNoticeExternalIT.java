package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class StopNoticeExternalIT extends StopNoticeContract implements OnExternal {}
