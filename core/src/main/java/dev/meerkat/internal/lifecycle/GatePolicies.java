package dev.meerkat.internal.lifecycle;

import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;

/** Reads the gate's policy from the options. */
final class GatePolicies {
    /** In force while nothing was opened, when everything is refused anyway. */
    static final GatePolicy BEFORE_OPEN = new GatePolicy(false, Duration.ZERO, 0);

    private GatePolicies() {}

    static GatePolicy of(ConnectionOptions options) {
        return new GatePolicy(options.bufferCommands(), options.bufferTimeout(), options.maxBuffered());
    }
}
