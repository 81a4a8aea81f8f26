package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connected connection no longer is, or the first connect gave up.
 *
 * @param facts what every event carries
 * @param reason why; only {@link Reason#OUTAGE} and {@link Reason#STALE} count as outages
 * @param cause the diagnosis, null after a close
 */
public record Disconnected(
        Facts facts, Reason reason, @Nullable Diagnosis cause) implements ConnectionEvent {
    /** Why a connection is disconnected. Source: contract §3. */
    public enum Reason {
        /** The driver's monitor lost the deployment, or a cause showed that needs a change. */
        OUTAGE,
        /** The servers fell silent, or this process was frozen. */
        STALE,
        /** The application closed the connection. */
        CLOSED,
        /** The first connect gave up. */
        GAVE_UP
    }

    /** The explained cause; empty after a close. */
    public Optional<Diagnosis> diagnosis() {
        return Optional.ofNullable(cause);
    }

    @Override
    public boolean extra() {
        return false;
    }
}
