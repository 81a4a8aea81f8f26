package dev.meerkat.benchmarks.paired;

import com.mongodb.client.MongoClient;
import java.util.List;
import java.util.Map;

/** All workloads by the same clients. All are warm before any is measured: compiling shares the processor with whoever is. Thread safety: none. */
public final class Race {
    private static final int WARM_UP_ROUNDS = 30;
    private static final int TURNS = 20;

    private final Map<String, MongoClient> clients;

    /** Warms up these clients, by what a table calls them; the others are compared with the first. */
    public Race(Map<String, MongoClient> clients) {
        this.clients = clients;
        for (Workload workload : Workload.values()) {
            rounds(workload, contestants(workload)).run(WARM_UP_ROUNDS);
        }
    }

    /** Measures a workload for so many rounds. */
    public Comparison measure(Workload workload, int rounds) {
        List<Contestant> contestants = contestants(workload);
        return new Comparison(
                workload.text(), contestants, rounds(workload, contestants).run(rounds));
    }

    private List<Contestant> contestants(Workload workload) {
        return clients.entrySet().stream()
                .map(each -> workload.contestant(each.getKey(), each.getValue()))
                .toList();
    }

    private static Rounds rounds(Workload workload, List<Contestant> contestants) {
        return new Rounds(contestants, workload.operationsInTurn(), TURNS);
    }
}
