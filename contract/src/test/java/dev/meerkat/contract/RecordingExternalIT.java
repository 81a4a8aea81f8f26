package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class RecordingExternalIT extends RecordingContract implements OnExternal {}
