package dev.meerkat.contract;

import dev.meerkat.contract.frame.OnEmbedded;

final class LeakEmbeddedTest extends LeakContract implements OnEmbedded {
    @Override
    int burst() {
        return Boolean.getBoolean("meerkat.slow") ? 10_000 : 2_000;
    }
}
