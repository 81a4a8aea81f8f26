package dev.meerkat.event;

import java.time.Duration;

/** An outage ended. {@code downtime} runs from the {@link Disconnected} that told it. Source: contract S5. */
public record Reconnected(Facts facts, Duration downtime) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
