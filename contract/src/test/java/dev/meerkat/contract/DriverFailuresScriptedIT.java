package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class DriverFailuresScriptedIT extends DriverFailuresContract implements OnScripted {}
