package dev.meerkat.internal.doctor;

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

/** Several pings, one after the other; fewer where they are answered so late that time runs out. */
final class RoundTripCheck {
    private static final int PINGS = 5;
    private static final Duration SLOW = Duration.ofMillis(50);

    private RoundTripCheck() {}

    static StepReport look(Attempt attempt, String database, TimeSource time) {
        Entry entry = new Entry(Step.ROUND_TRIP, time);
        List<Duration> times = new ArrayList<>();
        while (times.size() < PINGS && attempt.patient()) {
            Inquiries.Answer<Document> pong = attempt.command(database, new Document("ping", 1));
            Throwable failure = pong.failure();
            if (failure != null) {
                return entry.broken("ping " + (times.size() + 1) + " failed", Diagnosis.of(failure));
            }
            times.add(pong.took());
        }
        return times.isEmpty() ? Entry.skipped(Step.ROUND_TRIP, "no time was left for a ping") : measured(entry, times);
    }

    private static StepReport measured(Entry entry, List<Duration> times) {
        Collections.sort(times);
        int pings = times.size();
        Duration median = times.get(pings / 2);
        entry.figure("pings", pings)
                .figure("leastMillis", Figures.number(times.get(0)))
                .figure("medianMillis", Figures.number(median))
                .figure("mostMillis", Figures.number(times.get(pings - 1)));
        if (median.compareTo(SLOW) > 0) {
            entry.lint(LintRule.SLOW_ROUND_TRIP, "half of the pings took " + Figures.millis(median) + " or longer");
        }
        return entry.passed("median " + Figures.millis(median) + " of " + pings + (pings == 1 ? " ping, " : " pings, ")
                + Figures.millis(times.get(0)) + " to " + Figures.millis(times.get(pings - 1)));
    }
}
