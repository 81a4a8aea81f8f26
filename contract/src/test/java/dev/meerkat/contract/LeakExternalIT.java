package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnExternal;

final class LeakExternalIT extends LeakContract implements OnExternal {
    @Override
    int burst() {
        return Boolean.getBoolean("meerkat.slow") ? 10_000 : 800;
    }
}
