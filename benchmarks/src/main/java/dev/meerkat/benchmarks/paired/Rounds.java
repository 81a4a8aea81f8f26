package dev.meerkat.benchmarks.paired;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets contestants do the same operation in short turns, so that whatever disturbs the machine disturbs all of them. Who begins changes with
 * each turn. A round is so many turns of each; contestants are compared within a round only.
 */
public final class Rounds {
    private final Meter meter = new Meter();
    private final List<Contestant> contestants;
    private final int operationsInTurn;
    private final int turnsInRound;

    /** Turns of so many operations, so many turns in a round. */
    public Rounds(List<Contestant> contestants, int operationsInTurn, int turnsInRound) {
        this.contestants = List.copyOf(contestants);
        this.operationsInTurn = operationsInTurn;
        this.turnsInRound = turnsInRound;
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
            all.add(round(round));
        }
        return all;
    }

    private List<Cost> round(int number) {
        Cost[] sums = new Cost[contestants.size()];
        Arrays.fill(sums, Cost.NONE);
        for (int turn = 0; turn < turnsInRound; turn++) {
            for (int i = 0; i < sums.length; i++) {
                int who = (number + turn + i) % sums.length;
                sums[who] = sums[who].plus(meter.measure(contestants.get(who).operation(), operationsInTurn));
            }
        }
        return List.of(sums);
    }
}
