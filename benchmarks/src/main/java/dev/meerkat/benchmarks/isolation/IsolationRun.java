package dev.meerkat.benchmarks.isolation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.benchmarks.paired.ServerChoice;
import dev.meerkat.benchmarks.paired.Spread;
import dev.meerkat.options.ConnectionOptions;
import java.util.List;
import org.bson.Document;

/**
 * M1 and V1: p99 of {@code findOne} on one connection alone, alone again, and in company, in paired rounds; prints the ratios to the first. What
 * the second differs from the first is noise: company harms nobody if its median lies inside that spread.
 *
 * <p>Arguments: {@code external} (the default), {@code embedded} or a connection string; then the number of rounds, 15 unless said.
 */
public final class IsolationRun {
    private static final int ROUNDS = 15;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int OPERATIONS = 3_000;

    private final Runnable operation;
    private final int rounds;

    private IsolationRun(Runnable operation, int rounds) {
        this.operation = operation;
        this.rounds = rounds;
    }

    /** Runs both comparisons. */
    public static void main(String[] arguments) {
        String where = arguments.length > 0 ? arguments[0] : "external";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        ServerChoice.run(where, uri -> compare(uri, rounds));
    }

    private static void compare(String uri, int rounds) {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            Connection healthy = registry.connect(
                    ConnectionOptions.builder().uri(uri).database("benchmark").build());
            MongoCollection<Document> users = healthy.database().getCollection("users");
            users.deleteMany(new Document());
            users.insertOne(new Document("_id", 1).append("name", "Ada"));
            Runnable operation = () -> users.find(Filters.eq("_id", 1)).first();
            IsolationRun run = new IsolationRun(operation, rounds);
            String[] host = healthy.options().uri().hosts().get(0).split(":", 2);
            System.out.println("| company | alone again ÷ alone | in company ÷ alone | alone, µs |\n|---|---|---|---|");
            try (TroubledNeighbours troubled = new TroubledNeighbours(registry, host[0], Integer.parseInt(host[1]))) {
                run.print("one silent, one refused connection", troubled);
            }
            run.print("100 000 views", new ManyViews(healthy));
        }
    }

    private void print(String name, Company company) {
        List<Company> contestants = List.of(Company.NOTHING, Company.NOTHING, company);
        double[] alone = new double[rounds];
        double[] again = new double[rounds];
        double[] beside = new double[rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            double[] p99 = new double[contestants.size()];
            for (int i = 0; i < p99.length; i++) {
                int who = Math.floorMod(round + i, p99.length);
                p99[who] = turn(contestants.get(who));
            }
            if (round >= 0) {
                alone[round] = p99[0];
                again[round] = p99[1] / p99[0];
                beside[round] = p99[2] / p99[0];
            }
        }
        System.out.println("| " + name + " | " + Spread.of(again).text(3) + " | "
                + Spread.of(beside).text(3) + " | " + Spread.of(alone).text(0) + " |");
    }

    private double turn(Company company) {
        Runnable leave = company.arrive();
        try {
            return Latencies.of(operation, OPERATIONS).p99();
        } finally {
            leave.run();
        }
    }
}
