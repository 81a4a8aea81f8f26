package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;

/** The connection could not be reconfigured: the new options were not proven, and everything is as it was. Extra. Source: contract S14. */
public record ReconfigureFailed(Facts facts, Diagnosis diagnosis) implements FailureEvent {}
