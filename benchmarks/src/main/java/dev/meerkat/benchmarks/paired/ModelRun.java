package dev.meerkat.benchmarks.paired;

import dev.meerkat.lab.ExternalServer;
import dev.meerkat.model.Model;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares models with the raw driver and its own record codec on one external server and prints a Markdown table: processor time and bytes of
 * the calling thread. Arguments: the number of rounds, 20 unless said; then the names of workloads, all unless said.
 */
public final class ModelRun {
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 20;
    private static final int TURNS = 20;

    private ModelRun() {}

    /** Runs all operations. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        try (ExternalServer server = ExternalServer.builder().start();
                Clients clients = new Clients(server.uri() + "?serverMonitoringMode=poll")) {
            Model<Row> plain = clients.connection().model("Row", Row.class);
            Model<RuledRow> ruled = clients.connection().model("RuledRow", RuledRow.class);
            plain.insertMany(Stream.generate(Row::made).limit(100).toList());
            ruled.insertMany(Stream.generate(RuledRow::made).limit(100).toList());
            System.out.println(Comparison.HEAD);
            for (ModelWorkload workload : workloads(arguments)) {
                compare(workload, workload.contestants(clients, plain, ruled), rounds);
            }
        }
    }

    private static List<ModelWorkload> workloads(String[] arguments) {
        return arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(ModelWorkload::valueOf).toList()
                : List.of(ModelWorkload.values());
    }

    private static void compare(ModelWorkload workload, List<Contestant> contestants, int rounds) {
        Rounds run = new Rounds(contestants, workload.operationsInTurn(), TURNS);
        run.run(WARM_UP_ROUNDS);
        Comparison comparison = new Comparison(workload.text(), contestants, run.run(rounds));
        for (int who = 0; who < contestants.size(); who++) {
            System.out.println(comparison.line(who));
        }
    }
}
