package dev.meerkat.event;

import dev.meerkat.stats.Leak;

/**
 * Something has been held for longer than {@code leakThreshold}, or was lost without being closed. Told for the first one of a place in the
 * code, then for the second, fourth, eighth and so on, so that a leak in a loop floods nobody; {@code Connection.leaks()} knows them all. Extra.
 * Source: contract §4 ({@code leakThreshold}), H4.
 *
 * @param leak what, since when, from where, and how many
 * @param collected whether it is lost: the garbage collector found it before anybody closed it, and Meerkat gave back what it held
 */
public record LeakSuspected(Facts facts, Leak leak, boolean collected) implements ConnectionEvent {}
