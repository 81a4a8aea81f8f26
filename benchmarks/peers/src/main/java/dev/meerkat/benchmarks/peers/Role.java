package dev.meerkat.benchmarks.peers;

/** What a member may do. */
public enum Role {
    /** Reads. */
    READER,
    /** Writes too. */
    AUTHOR
}
