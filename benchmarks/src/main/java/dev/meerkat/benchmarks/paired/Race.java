package dev.meerkat.benchmarks.paired;

import com.mongodb.client.MongoClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All workloads by the same clients. All are warm before any is measured: compiling shares the processor with whoever is. Thread safety: none. */
public final class Race {
    private static final int WARM_UP_ROUNDS = 30;
    private static final int TURNS = 20;

    private final Map<Workload, List<Contestant>> contestants = new EnumMap<>(Workload.class);

    /** Warms up these clients, by what a table calls them; the others are compared with the first. */
    public Race(Map<String, MongoClient> clients) {
        for (Workload workload : Workload.values()) {
            contestants.put(
                    workload,
                    clients.entrySet().stream()
                            .map(each -> workload.contestant(each.getKey(), each.getValue()))
                            .toList());
        }
        contestants.keySet().forEach(workload -> rounds(workload).run(WARM_UP_ROUNDS));
    }

    /** Measures a workload for so many rounds. */
    public Comparison measure(Workload workload, int rounds) {
        return new Comparison(
                workload.text(), contestants.get(workload), rounds(workload).run(rounds));
    }

    private Rounds rounds(Workload workload) {
        return new Rounds(contestants.get(workload), workload.operationsInTurn(), TURNS);
    }
}
