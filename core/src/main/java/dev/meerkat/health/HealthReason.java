package dev.meerkat.health;

import dev.meerkat.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.Optional;

/**
 * One reason why a connection is not simply up. Immutable, free of secrets.
 *
 * @param code the stable code
 * @param text what is wrong, in one sentence with figures and without full stop
 * @param host the server it is about as host:port
 * @param age for how long it has been so
 * @param diagnosis the explained cause, with its remedy
 */
public record HealthReason(
        HealthCode code, String text, Optional<String> host, Optional<Duration> age, Optional<Diagnosis> diagnosis) {}
