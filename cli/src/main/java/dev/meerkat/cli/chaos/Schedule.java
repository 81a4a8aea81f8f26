package dev.meerkat.cli.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run, round by round without end: a function of the seed and of nothing else. All kinds come once before one comes again.
 * For one thread.
 */
final class Schedule {
    /** The most faults of a round. */
    private static final int MOST_AT_ONCE = 3;

    private static final int LATEST_START_MILLIS = 1_500;
    private static final int SHORTEST_MILLIS = 200;
    private static final int LONGEST_MILLIS = 2_500;

    private final Random random;
    private final Deque<FaultKind> deck = new ArrayDeque<>();
    private int rounds;

    /** The schedule of that seed. */
    Schedule(long seed) {
        random = new Random(seed);
    }

    /** The next round; the first is calm. */
    Round next() {
        int number = rounds++;
        List<PlannedFault> faults = new ArrayList<>();
        if (number > 0) {
            int count = 1 + random.nextInt(MOST_AT_ONCE);
            for (int i = 0; i < count; i++) {
                faults.add(fault());
            }
        }
        return new Round(number, faults);
    }

    private PlannedFault fault() {
        FaultKind kind = kind();
        return new PlannedFault(
                Duration.ofMillis(random.nextInt(LATEST_START_MILLIS)),
                Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS)),
                kind,
                random.nextInt(Ground.MEMBERS),
                random.nextInt(100));
    }

    private FaultKind kind() {
        if (deck.isEmpty()) {
            List<FaultKind> kinds = new ArrayList<>(Arrays.asList(FaultKind.values()));
            Collections.shuffle(kinds, random);
            deck.addAll(kinds);
        }
        return deck.pop();
    }
}
