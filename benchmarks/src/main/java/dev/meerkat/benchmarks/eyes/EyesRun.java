package dev.meerkat.benchmarks.eyes;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Clients;
import dev.meerkat.benchmarks.paired.Comparison;
import dev.meerkat.benchmarks.paired.Race;
import dev.meerkat.benchmarks.paired.ServerChoice;
import dev.meerkat.benchmarks.paired.Workload;
import java.io.IOException;
import java.text.ParseException;
import java.util.LinkedHashMap;
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
    private static final int ROUNDS = 18;
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
        Map<String, MongoClient> contenders = new LinkedHashMap<>();
        contenders.put("raw", clients.driver());
        contenders.put("raw again (noise)", clients.driver());
        contenders.put("managed", clients.managed().client());
        contenders.put("managed, everything on", watched.client());
        Race race = new Race(contenders);
        StringBuilder goals = new StringBuilder();
        System.out.println(Comparison.HEAD);
        for (Workload workload : Workload.values()) {
            Background background = Background.begin();
            Comparison comparison = race.measure(workload, rounds);
            String spent = background.text();
            System.out.println(comparison.lines());
            goals.append("- ")
                    .append(workload.text())
                    .append(": everything on costs ")
                    .append(comparison.moreMicros(WATCHED, RAW).text(2))
                    .append(" µs more than raw, ")
                    .append(comparison.moreMicros(WATCHED, MANAGED).text(2))
                    .append(" µs more than managed; ")
                    .append(spent)
                    .append('\n');
        }
        System.out.println("\n" + goals);
    }
}
