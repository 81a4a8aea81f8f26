package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class WorkerExternalIT extends WorkerContract implements OnExternal {}
