package dev.meerkat.internal.lifecycle;

import dev.meerkat.error.MeerkatException;
import dev.meerkat.health.Health;
import dev.meerkat.health.Ping;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How well a connection is, from memory or by asking. Thread safety: safe. Source: contract H1. */
final class Wellbeing {
    private final HealthReader reader;
    private final Pinging pinging;
    private final Supplier<ConnectionOptions> options;
    private volatile boolean started;

    /** Of a connection whose {@code options} may throw what configuration cannot be. */
    Wellbeing(StatusReader status, Lifecycle lifecycle, TimeSource time, Supplier<ConnectionOptions> options) {
        this.reader = new HealthReader(status, lifecycle, time);
        this.pinging = new Pinging(lifecycle, time);
        this.options = options;
    }

    /** The first connect succeeded. */
    void started() {
        started = true;
    }

    Health health() {
        return reader.read(known(), started);
    }

    /** The options, null where configuration says what cannot be: an open would throw it, health must not. */
    private @Nullable ConnectionOptions known() {
        try {
            return options.get();
        } catch (MeerkatException impossible) {
            return null;
        }
    }

    Ping ping(Duration timeout) {
        return pinging.ping(timeout);
    }
}
