package dev.meerkat.cli.chaos;

import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went. Immutable.
 *
 * @param seed what its schedule is a function of
 * @param server the kind of the server behind the set
 * @param duration from the first write to the last quiet point
 * @param rounds the rounds done, the calm one included
 * @param totals what became of the load
 * @param events how many events were told
 * @param outages how many of them were outages
 * @param first threads and sockets at the first quiet point
 * @param last threads and sockets at the last one
 * @param drain the report of the last close under load's end
 * @param broken what did not hold
 * @param timeline the last events
 */
record ChaosReport(
        long seed,
        String server,
        Duration duration,
        List<Round> rounds,
        Totals totals,
        long events,
        int outages,
        @Nullable Census first,
        @Nullable Census last,
        DrainReport drain,
        List<String> broken,
        List<ConnectionEvent> timeline) {
    ChaosReport {
        rounds = List.copyOf(rounds);
        broken = List.copyOf(broken);
        timeline = List.copyOf(timeline);
    }

    /** How often each kind of fault came. */
    Map<FaultKind, Integer> faults() {
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        rounds.forEach(round -> round.faults().forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum)));
        return counts;
    }

    /** The schedule of what was done, a line for each fault. */
    List<String> story() {
        return rounds.stream()
                .flatMap(round -> round.faults().stream().map(fault -> "round " + round.number() + "  " + fault))
                .toList();
    }

    /** The command that does the same again. */
    String again() {
        return "meerkat chaos --seed " + seed + " --server " + (server.equals("embedded") ? server : "external");
    }

    /** 5 when documents are wrong, 3 when another invariant is broken, else 0. */
    int exitCode() {
        if (!totals.clean()) {
            return ExitCode.DOCUMENTS_WRONG;
        }
        return broken.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
