package dev.meerkat.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A round's faults at work: begins each at its time and heals it at its end. For one thread. */
final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.chaos");

    /** Later than any healing. */
    private static final Duration LAST = Duration.ofDays(1);

    private final Ground ground;
    private final Wait wait;
    private final List<PlannedFault> faults;
    private final List<Healing> healings = new ArrayList<>();

    /** How a round's time goes by. */
    interface Wait {
        /** Waits until so long after the round's begin; false when the run shall end at once. */
        boolean until(Duration sinceBegin);
    }

    private record Healing(Duration at, Runnable deed) {}

    /**
     * A timetable for these faults.
     *
     * @param wait waits for their times
     */
    Timetable(Ground ground, Round round, Wait wait) {
        this.ground = ground;
        this.wait = wait;
        this.faults = round.faults().stream()
                .sorted(Comparator.comparing(PlannedFault::start))
                .toList();
    }

    /** Does it all; every fault that was begun is healed when this returns. */
    void run() {
        for (PlannedFault fault : faults) {
            healUntil(fault.start());
            if (!wait.until(fault.start())) {
                break;
            }
            LOG.info("fault begins: {}", fault);
            healings.add(new Healing(fault.end(), fault.kind().begin(ground, fault)));
        }
        healUntil(LAST);
        ground.healAll();
    }

    private void healUntil(Duration time) {
        healings.sort(Comparator.comparing(Healing::at));
        while (!healings.isEmpty() && healings.get(0).at().compareTo(time) <= 0) {
            Healing due = healings.remove(0);
            wait.until(due.at());
            due.deed().run();
        }
    }
}
