package dev.meerkat.benchmarks.paired;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lets contestants do the same operation in short turns, so that whatever disturbs the machine disturbs all of them. The order changes with each
 * turn by chance, so that nobody always follows the same other and finds the caches as that one left them. A round is so many turns of each;
 * contestants are compared within a round only.
 */
public final class Rounds {
    private final Meter meter = new Meter();
    private final List<Contestant> contestants;
    private final int operationsInTurn;
    private final int turnsInRound;
    private final List<Integer> order;
    private final Random random = new Random(1);

    /** Turns of so many operations, so many turns in a round. */
    public Rounds(List<Contestant> contestants, int operationsInTurn, int turnsInRound) {
        this.contestants = List.copyOf(contestants);
        this.operationsInTurn = operationsInTurn;
        this.turnsInRound = turnsInRound;
        this.order =
                new ArrayList<>(IntStream.range(0, contestants.size()).boxed().toList());
    }

    /** The costs of so many rounds, by round and then by contestant. */
    public List<List<Cost>> run(int rounds) {
        return run(rounds, () -> {});
    }

    /** As {@link #run(int)}, with something to be done before each round that nobody pays for. */
    public List<List<Cost>> run(int rounds, Runnable before) {
        List<List<Cost>> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            before.run();
            all.add(round());
        }
        return all;
    }

    private List<Cost> round() {
        Cost[] sums = new Cost[contestants.size()];
        Arrays.fill(sums, Cost.NONE);
        for (int turn = 0; turn < turnsInRound; turn++) {
            Collections.shuffle(order, random);
            for (int who : order) {
                sums[who] = sums[who].plus(meter.measure(contestants.get(who).operation(), operationsInTurn));
            }
        }
        return List.of(sums);
    }
}
