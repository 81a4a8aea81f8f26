package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.Optional;

/** Attempt number {@code attempt} (from 1) failed; the next one begins after {@code delay}, empty if there is none. Extra. Source: contract S2. */
public record ConnectAttemptFailed(Facts facts, int attempt, Diagnosis diagnosis, Optional<Duration> delay)
        implements FailureEvent {}
