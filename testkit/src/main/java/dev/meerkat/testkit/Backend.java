package dev.meerkat.testkit;

/** The kind of server a test runs against. */
public enum Backend {
    /**
     * {@link dev.meerkat.lab.EmbeddedServer}, in this JVM: there in milliseconds, nothing to install. No transactions, no change streams.
     */
    EMBEDDED,

    /**
     * {@link dev.meerkat.lab.ExternalServer}, a process: found at {@code MEERKAT_SERVER_BINARY} or {@code MEERKAT_MONGOD}. Where there is none
     * the test is aborted with the reason, and fails with {@code MEERKAT_REQUIRE_SERVER=true}.
     */
    EXTERNAL
}
