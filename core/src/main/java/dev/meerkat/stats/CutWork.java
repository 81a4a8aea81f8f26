package dev.meerkat.stats;

import java.time.Duration;

/** One piece of admitted work: what it is, on which namespace, for how long it has run and on which thread. Immutable. Source: contract G1, C2. */
public record CutWork(String operation, String namespace, Duration age, String thread) {}
