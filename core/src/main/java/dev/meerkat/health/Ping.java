package dev.meerkat.health;

import dev.meerkat.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of asking the deployment itself. Immutable. Source: contract H1.
 *
 * @param answered whether it answered in time
 * @param took how long the answer, or the wait for it, took
 * @param diagnosis why there was no answer; empty if there was one
 */
public record Ping(boolean answered, Duration took, Optional<Diagnosis> diagnosis) {}
