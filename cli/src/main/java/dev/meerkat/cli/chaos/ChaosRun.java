package dev.meerkat.cli.chaos;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rounds of faults under load, each followed by a quiet point, until the time is over or an invariant is broken. For one thread. */
final class ChaosRun {
    private static final int PER_THREAD = 50;

    /** The first round is calm. */
    private static final int FEWEST = 2;

    private static final Duration REDRAW = Duration.ofMillis(200);

    private final long seed;
    private final int threads;
    private final Ground ground;
    private final Connection connection;
    private final LiveLine live;
    private final Stop stop;
    private final EventWatch watch = new EventWatch();
    private final QuietPoint quiet;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Workload> loads = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long roundBegun = begun;

    ChaosRun(long seed, int threads, Ground ground, Connection connection, LiveLine live, Stop stop) {
        this.seed = seed;
        this.threads = threads;
        this.ground = ground;
        this.connection = connection;
        this.live = live;
        this.stop = stop;
        this.quiet = new QuietPoint(connection, ground, watch);
    }

    /** Begins rounds for so long, at least the calm one and one with faults; each begun one is done to its end. What fails is told in the report. */
    ChaosReport run(Duration time) {
        watch.follow(connection);
        try {
            quiet.attempt("the rounds", () -> rounds(time));
            Duration duration = age();
            live.show("draining and counting");
            quiet.attempt("the end of the load", this::endLoad);
            DrainReport drain = quiet.attempt("the close", this::close).orElse(DrainReport.EMPTY);
            Totals totals = quiet.attempt("the count", this::counted).orElseGet(this::uncounted);
            return report(duration, drain, totals);
        } finally {
            live.clear();
        }
    }

    private boolean rounds(Duration time) {
        connection.open(options());
        Schedule schedule = new Schedule(seed);
        do {
            play(schedule.next());
        } while (quiet.broken().isEmpty()
                && !stop.requested()
                && (rounds.size() < FEWEST || age().compareTo(time) < 0));
        return true;
    }

    /** A round that failed has left its faults and its load. */
    private boolean endLoad() {
        List<Workload> running = loads.stream().filter(load -> !load.ended()).toList();
        running.forEach(Workload::stop);
        if (!running.isEmpty()) {
            ground.healAll();
        }
        return true;
    }

    private DrainReport close() {
        DrainReport drain = connection.close();
        quiet.closed(drain.forced());
        return drain;
    }

    /** Short times, so that each fault is over soon; everything else is as always. */
    private ConnectionOptions options() {
        return ConnectionOptions.builder()
                .uri(ground.set().uri())
                .database("chaos")
                .signals(false)
                .heartbeatFrequency(Duration.ofMillis(500))
                .connectTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(2))
                .serverSelectionTimeout(Duration.ofSeconds(5))
                .retry(RetryPolicy.fixed(Duration.ofMillis(500)))
                .build();
    }

    private void play(Round round) {
        rounds.add(round);
        Workload load = Workload.start(connection, threads, threads * PER_THREAD, new Stop());
        loads.add(load);
        roundBegun = System.nanoTime();
        new Timetable(ground, round, this::waitUntil).run();
        progress();
        quiet.reach(load);
    }

    private boolean waitUntil(Duration sinceRound) {
        while (!stop.requested()) {
            progress();
            Duration left = sinceRound.minusNanos(System.nanoTime() - roundBegun);
            if (left.isNegative() || left.isZero()) {
                return true;
            }
            stop.await(left.compareTo(REDRAW) < 0 ? left : REDRAW);
        }
        return false;
    }

    private void progress() {
        Round round = rounds.get(rounds.size() - 1);
        Workload load = loads.get(loads.size() - 1);
        Tally.Figures writes = load.writes();
        live.show(
                "%6.1fs round %d: %s  %s(%d) %,d writes %,d failed gap %s",
                age().toMillis() / 1000.0,
                round.number(),
                round.kinds(),
                connection.state(),
                connection.status().readyState().code(),
                writes.acknowledged(),
                writes.failed() + writes.refused(),
                Words.duration(load.presentGap()));
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Opens the connection once more and counts the documents of all rounds, since what was late may have come after its round. */
    private Totals counted() {
        if (loads.isEmpty()) {
            return Totals.NONE;
        }
        connection.open(options());
        Totals totals = Totals.NONE;
        for (Workload load : loads) {
            totals = totals.plus(Totals.of(load, load.count()));
        }
        close();
        return totals;
    }

    private Totals uncounted() {
        return loads.stream().map(Totals::uncounted).reduce(Totals.NONE, Totals::plus);
    }

    private ChaosReport report(Duration duration, DrainReport drain, Totals totals) {
        return new ChaosReport(
                seed,
                ground.kind(),
                duration,
                rounds,
                totals,
                watch.events(),
                watch.outages(),
                quiet.first(),
                quiet.last(),
                drain,
                quiet.broken(),
                connection.timeline());
    }
}
