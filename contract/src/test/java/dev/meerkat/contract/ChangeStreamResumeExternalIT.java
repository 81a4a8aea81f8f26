package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class ChangeStreamResumeExternalIT extends ChangeStreamResumeContract implements OnExternal {}
