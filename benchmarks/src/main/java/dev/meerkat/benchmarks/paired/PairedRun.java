package dev.meerkat.benchmarks.paired;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.LabServer;
import java.util.List;

/**
 * Compares the managed client with the raw driver on one server and prints a Markdown table.
 *
 * <p>Arguments: {@code external} (the default), {@code embedded} or a connection string; then the number of rounds, 20 unless said.
 */
public final class PairedRun {
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 20;
    private static final int TURNS = 20;

    /** secantusd-rs answers streamed heartbeats in a way that driver 5.14.0 takes for a broken socket every ten seconds. */
    private static final String POLLING = "?serverMonitoringMode=poll";

    private PairedRun() {}

    /** Runs all operations. */
    public static void main(String[] arguments) {
        String where = arguments.length > 0 ? arguments[0] : "external";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        switch (where) {
            case "external" -> on(ExternalServer.builder().start(), rounds);
            case "embedded" -> on(EmbeddedServer.start(), rounds);
            default -> compare(where, rounds);
        }
    }

    private static void on(LabServer server, int rounds) {
        try (server) {
            compare(server.uri() + POLLING, rounds);
        }
    }

    private static void compare(String uri, int rounds) {
        try (Clients clients = new Clients(uri)) {
            Workload.stock(clients.raw());
            System.out.println(Comparison.HEAD);
            for (Workload workload : Workload.values()) {
                List<Contestant> contestants = workload.contestants(clients);
                Rounds run = new Rounds(contestants, workload.operationsInTurn(), TURNS);
                run.run(WARM_UP_ROUNDS);
                Comparison comparison = new Comparison(workload.text(), contestants, run.run(rounds));
                for (int who = 0; who < contestants.size(); who++) {
                    System.out.println(comparison.line(who));
                }
            }
        }
    }
}
