package dev.meerkat.benchmarks.isolation;

/** What is there beside the measured connection during a turn; made before the turn, closed after it. */
interface Company {
    /** Nothing. */
    Company NOTHING = () -> () -> {};

    /** Makes it, and returns how to take it away. */
    Runnable arrive();
}
