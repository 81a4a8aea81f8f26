package dev.meerkat.benchmarks.paired;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.LabServer;
import java.util.function.Consumer;

/** What a run measures on: {@code external}, {@code embedded} or a connection string. */
public final class ServerChoice {
    /** secantusd-rs answers streamed heartbeats in a way that driver 5.14.0 takes for a broken socket every ten seconds. */
    private static final String POLLING = "?serverMonitoringMode=poll";

    private ServerChoice() {}

    /** Starts the server if it is one of ours, runs, and ends it. */
    public static void run(String where, Consumer<String> run) {
        switch (where) {
            case "external" -> on(ExternalServer.builder().start(), run);
            case "embedded" -> on(EmbeddedServer.start(), run);
            default -> run.accept(where);
        }
    }

    private static void on(LabServer server, Consumer<String> run) {
        try (server) {
            run.accept(server.uri() + POLLING);
        }
    }
}
