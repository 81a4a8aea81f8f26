package dev.meerkat.event;

import dev.meerkat.stats.RotationReport;

/**
 * The connection runs with other options: a new driver client took the old one's place, whose work has ended since. Extra. Source: contract
 * S14, R1.
 */
public record Reconfigured(Facts facts, RotationReport report) implements ConnectionEvent {}
