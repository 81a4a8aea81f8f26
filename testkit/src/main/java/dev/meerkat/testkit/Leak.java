package dev.meerkat.testkit;

/** What a test may leave behind, and must not. */
public enum Leak {
    /**
     * Platform threads that live after the test and did not before it: the driver's, Meerkat's, executors' and any others. Not counted: the
     * JVM's own, JUnit's, the lab's, further threads of a client, connection or pool that was there before.
     */
    THREADS,

    /**
     * Sockets to the test's own server: this process's ends, from Linux's table, and where there is none, what proxy, set or external server
     * count. Not looked at where the server is the class's.
     */
    SOCKETS,

    /**
     * Cursors that nobody closed or read to their end: those of the injected client and connection and of a client with a {@link ClientWatch},
     * with the line that opened them; the connection's work in flight; and what an external server counts, where nothing stands before it.
     */
    CURSORS,

    /**
     * Sessions of the injected client that nobody closed, with the line that started them. Not those of the injected connection that have no
     * transaction, cursor or operation: {@code Connection.leaks()} tells of them, with its option {@code leakThreshold}.
     */
    SESSIONS
}
