package dev.meerkat.benchmarks.paired;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares the managed client with the raw driver on one server and prints two Markdown tables: with the production options'
 * {@code socketTimeout}, and without one.
 *
 * <p>Arguments: {@code external} (the default), {@code embedded} or a connection string; then the number of rounds, 20 unless said.
 */
public final class PairedRun {
    private static final int ROUNDS = 20;

    private PairedRun() {}

    /** Runs all operations. */
    public static void main(String[] arguments) {
        String where = arguments.length > 0 ? arguments[0] : "external";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        ServerChoice.run(where, uri -> {
            System.out.println("### socketTimeout as in production\n");
            compare(new Clients(uri), rounds);
            System.out.println("\n### No socketTimeout\n");
            compare(new Clients(uri, Duration.ZERO), rounds);
        });
    }

    private static void compare(Clients fresh, int rounds) {
        try (Clients clients = fresh) {
            // The raw client first: the others are compared with it; what differs between it and the second, another
            // raw one, is noise.
            Map<String, MongoClient> contenders = new LinkedHashMap<>();
            contenders.put("raw", clients.driver());
            contenders.put("raw again (noise)", clients.driver());
            contenders.put("managed", clients.managed().client());
            contenders.put("of it: gate, delegation", Pieces.gated(clients.driver()));
            contenders.put("of it: listeners", Pieces.listened(clients.managed().options()));
            Workload.stock(contenders.get("raw"));
            Race race = new Race(contenders);
            System.out.println(Comparison.HEAD);
            for (Workload workload : Workload.values()) {
                System.out.println(race.measure(workload, rounds).lines());
            }
        }
    }
}
