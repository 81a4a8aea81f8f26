package dev.meerkat.benchmarks.paired;

import dev.meerkat.ConnectionState;
import dev.meerkat.concurrency.GateRig;
import java.util.List;

/**
 * G1 by processor time instead of the clock on the wall, for machines that have other work too: the gate's pass beside the reading of the
 * clock that is part of it. Prints nanoseconds and bytes for each.
 */
public final class GateCost {
    private static final int ROUNDS = 30;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int TURNS = 5;
    private static final int PASSES = 100_000;

    /** Keeps what the clock said, so that reading it cannot be left out. */
    private static long told;

    private GateCost() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        GateRig rig = GateRig.in(ConnectionState.CONNECTED);
        List<Contestant> contestants =
                List.of(new Contestant("clock alone", GateCost::clock), new Contestant("gate pass", rig::pass));
        Rounds rounds = new Rounds(contestants, PASSES, TURNS);
        rounds.run(WARM_UP_ROUNDS);
        List<List<Cost>> costs = rounds.run(ROUNDS);
        for (int i = 0; i < contestants.size(); i++) {
            int who = i;
            Spread nanos = Spread.of(costs.stream()
                    .mapToDouble(round -> round.get(who).processorNanosEach())
                    .toArray());
            Spread bytes = Spread.of(costs.stream()
                    .mapToDouble(round -> round.get(who).bytesEach())
                    .toArray());
            System.out.println(contestants.get(who).name() + ": " + nanos.text(1) + " ns, " + bytes.text(3) + " B");
        }
        System.out.println("(median [95 %] (min–max) of " + ROUNDS + " rounds; last reading " + told + ")");
    }

    private static void clock() {
        told += System.nanoTime();
    }
}
