package dev.meerkat.benchmarks.paired;

/** One way to do the same operation. */
public record Contestant(String name, Runnable operation) {}
