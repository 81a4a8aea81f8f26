package dev.meerkat.benchmarks.isolation;

import dev.meerkat.Connection;

/** A hundred thousand views of the measured connection, forgotten after the turn. */
record ManyViews(Connection connection) implements Company {
    private static final int VIEWS = 100_000;

    @Override
    public Runnable arrive() {
        for (int i = 0; i < VIEWS; i++) {
            connection.useDb("tenant" + i);
        }
        return () -> {
            for (int i = 0; i < VIEWS; i++) {
                connection.forgetDb("tenant" + i);
            }
        };
    }
}
