package dev.meerkat.benchmarks.peers;

import java.util.function.Supplier;

/**
 * Somebody who takes part.
 *
 * @param name what the table says
 * @param mapper how it does the operations
 * @param document makes what it inserts
 */
record Peer<T>(String name, Mapper<T> mapper, Supplier<T> document) {}
