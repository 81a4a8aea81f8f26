package dev.meerkat.event;

import dev.meerkat.stats.DrainReport;

/** The drain of a close ended. Extra. Source: contract S6, C2. */
public record Drained(Facts facts, DrainReport report) implements ConnectionEvent {}
