package dev.meerkat.benchmarks.paired;

/** One way to do the same operation. */
record Contestant(String name, Runnable operation) {}
