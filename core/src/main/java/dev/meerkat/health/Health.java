package dev.meerkat.health;

import java.util.List;

/**
 * How well one connection is at one moment, judged from memory. Immutable. Source: contract H1.
 *
 * @param connection the connection's name
 * @param status the verdict
 * @param required whether the application is not ready without it
 * @param ready whether it is connected, or in an outage no older than {@link HealthPolicy#readinessGrace()}
 * @param started whether its first connect has ever succeeded
 * @param reasons why it is not simply up, worst first; empty when UP
 */
public record Health(
        String connection,
        HealthStatus status,
        boolean required,
        boolean ready,
        boolean started,
        List<HealthReason> reasons) {
    /** Copies the list. */
    public Health {
        reasons = List.copyOf(reasons);
    }
}
