package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class ChangeStreamResumeScriptedIT extends ChangeStreamResumeContract implements OnScripted {}
