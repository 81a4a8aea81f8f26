package dev.meerkat.benchmarks.eyes;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Clients;
import dev.meerkat.benchmarks.paired.Comparison;
import dev.meerkat.benchmarks.paired.Contestant;
import dev.meerkat.benchmarks.paired.Rounds;
import dev.meerkat.benchmarks.paired.ServerChoice;
import dev.meerkat.benchmarks.paired.Workload;
import java.io.IOException;
import java.text.ParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Compares the raw driver, the managed client, and the managed client of a connection that is watched by everything, in paired rounds: once
 * while nobody records, once with a flight recording of the JDK's default settings, which all contestants share. Prints Markdown tables.
 *
 * <p>Arguments: {@code external} (the default), {@code embedded} or a connection string; then the number of rounds, 18 unless said.
 */
public final class EyesRun {
    private static final int WARM_UP_ROUNDS = 30;
    private static final int ROUNDS = 18;
    private static final int TURNS = 20;
    private static final int RAW = 0;
    private static final int MANAGED = 2;
    private static final int WATCHED = 3;

    private EyesRun() {}

    /** Runs both tables. */
    public static void main(String[] arguments) {
        String where = arguments.length > 0 ? arguments[0] : "external";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        ServerChoice.run(where, uri -> compare(uri, rounds));
    }

    private static void compare(String uri, int rounds) {
        try (Clients clients = new Clients(uri);
                Watched watched = new Watched(clients.options())) {
            Workload.stock(clients.driver());
            System.out.println("### Watched by everything but a recorder\n");
            table(clients, watched, rounds);
            try (Recording recording = recording()) {
                recording.start();
                System.out.println("\n### And by a flight recorder\n");
                table(clients, watched, rounds);
            }
        }
    }

    private static Recording recording() {
        try {
            return new Recording(Configuration.getConfiguration("default"));
        } catch (IOException | ParseException missing) {
            throw new IllegalStateException("this JDK has no default settings for its recorder", missing);
        }
    }

    private static void table(Clients clients, Watched watched, int rounds) {
        MongoClient raw = clients.driver();
        MongoClient control = clients.driver();
        Map<Workload, List<Contestant>> all = new EnumMap<>(Workload.class);
        for (Workload workload : Workload.values()) {
            all.put(
                    workload,
                    List.of(
                            workload.contestant("raw", raw),
                            workload.contestant("raw again (noise)", control),
                            workload.contestant("managed", clients.managed().client()),
                            workload.contestant("managed, everything on", watched.client())));
        }
        // All are warm before any is measured: compiling shares the processor with whoever is.
        all.forEach((workload, contestants) -> rounds(workload, contestants).run(WARM_UP_ROUNDS));
        StringBuilder goals = new StringBuilder();
        System.out.println(Comparison.HEAD);
        all.forEach((workload, contestants) -> {
            Rounds run = rounds(workload, contestants);
            Background background = Background.begin();
            Comparison comparison = new Comparison(workload.text(), contestants, run.run(rounds));
            String spent = background.text();
            for (int who = 0; who < contestants.size(); who++) {
                System.out.println(comparison.line(who));
            }
            goals.append("- ")
                    .append(workload.text())
                    .append(": everything on costs ")
                    .append(comparison.moreMicros(WATCHED, RAW).text(2))
                    .append(" µs more than raw, ")
                    .append(comparison.moreMicros(WATCHED, MANAGED).text(2))
                    .append(" µs more than managed; ")
                    .append(spent)
                    .append('\n');
        });
        System.out.println("\n" + goals);
    }

    private static Rounds rounds(Workload workload, List<Contestant> contestants) {
        return new Rounds(contestants, workload.operationsInTurn(), TURNS);
    }
}
