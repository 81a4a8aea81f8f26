package dev.meerkat.internal.doctor;

import com.mongodb.MongoException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.Document;

/** Several pings, one after the other. */
final class RoundTripCheck {
    private static final int PINGS = 5;
    private static final Duration SLOW = Duration.ofMillis(50);

    private RoundTripCheck() {}

    static StepReport look(Attempt attempt, String database, TimeSource time) {
        Entry entry = new Entry(Step.ROUND_TRIP, time);
        List<Duration> times = new ArrayList<>();
        try {
            for (int ping = 0; ping < PINGS; ping++) {
                long began = time.nanos();
                attempt.command(database, new Document("ping", 1));
                times.add(Duration.ofNanos(time.nanos() - began));
            }
        } catch (MongoException failure) {
            return entry.broken("ping " + (times.size() + 1) + " failed", Diagnosis.of(failure));
        }
        Collections.sort(times);
        Duration median = times.get(PINGS / 2);
        entry.figure("pings", PINGS)
                .figure("leastMillis", Figures.number(times.get(0)))
                .figure("medianMillis", Figures.number(median))
                .figure("mostMillis", Figures.number(times.get(PINGS - 1)));
        if (median.compareTo(SLOW) > 0) {
            entry.lint(LintRule.SLOW_ROUND_TRIP, "half of the pings took " + Figures.millis(median) + " or longer");
        }
        return entry.passed("median " + Figures.millis(median) + " of " + PINGS + " pings, "
                + Figures.millis(times.get(0)) + " to " + Figures.millis(times.get(PINGS - 1)));
    }
}
