package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class ElectionScriptedIT extends ElectionContract implements OnScripted {}
