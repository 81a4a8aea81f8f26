package dev.meerkat.event;

import dev.meerkat.stats.Leak;

/**
 * What a {@link LeakSuspected} told of was given back, by being closed, by having come to its end, or by being lost. A close of the connection
 * is told by its report instead. Extra. Source: contract §4 ({@code leakThreshold}), H4.
 *
 * @param leak with its total age, and how many others of the place are still held
 * @param collected whether it was lost: the garbage collector found it, nobody closed it, and Meerkat gave back what it held
 */
public record LeakReturned(Facts facts, Leak leak, boolean collected) implements ConnectionEvent {}
