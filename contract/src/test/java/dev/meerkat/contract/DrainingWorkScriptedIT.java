package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnScripted;

final class DrainingWorkScriptedIT extends DrainingWorkContract implements OnScripted {}
