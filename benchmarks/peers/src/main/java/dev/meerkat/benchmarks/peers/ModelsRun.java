package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Clients;
import dev.meerkat.benchmarks.paired.Comparison;
import dev.meerkat.benchmarks.paired.Contestant;
import dev.meerkat.benchmarks.paired.Rounds;
import dev.meerkat.benchmarks.paired.ServerChoice;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares models with the raw driver, Spring Data and Morphia on one server, and prints a section of docs/performance.md.
 *
 * <p>Arguments: {@code external} (the default), {@code embedded} or a connection string; then the number of rounds, 20 unless said;
 * then names of {@link Operation}, all unless said.
 */
public final class ModelsRun {
    private static final int WARM_UP_ROUNDS = 12;
    private static final int ROUNDS = 20;
    private static final int TURNS = 20;

    private final Section section;
    private final Clients clients;
    private final Stock stock;
    private final int rounds;

    private ModelsRun(Section section, Clients clients, Stock stock, int rounds) {
        this.section = section;
        this.clients = clients;
        this.stock = stock;
        this.rounds = rounds;
    }

    /** Runs all operations on all kinds of documents. */
    public static void main(String[] arguments) {
        String where = arguments.length > 0 ? arguments[0] : "external";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        List<Operation> operations = arguments.length > 2
                ? Stream.of(arguments).skip(2).map(Operation::valueOf).toList()
                : List.of(Operation.values());
        ServerChoice.run(where, uri -> compare(uri, rounds, operations));
    }

    private static void compare(String uri, int rounds, List<Operation> operations) {
        try (Clients clients = new Clients(uri)) {
            MongoClient stocker = clients.driver();
            Section section = Section.on(stocker, rounds, TURNS);
            ModelsRun run = new ModelsRun(section, clients, Stock.in(stocker), rounds);
            section.begin();
            for (Kind kind : Kind.values()) {
                run.compare(kind, operations);
            }
            section.end();
        }
    }

    private void compare(Kind kind, List<Operation> operations) {
        List<Peer<?>> peers = kind.peers(clients);
        section.begin(kind);
        for (Operation operation : operations) {
            List<Contestant> contestants = peers.stream()
                    .map(peer -> operation.contestant(peer, stock.one()))
                    .toList();
            Rounds run = new Rounds(contestants, operation.inTurn(), TURNS);
            run.run(WARM_UP_ROUNDS, () -> stock.fill(kind));
            Comparison comparison =
                    new Comparison(operation.text(), contestants, run.run(rounds, () -> stock.fill(kind)));
            section.add(kind, operation, contestants, comparison);
        }
    }
}
