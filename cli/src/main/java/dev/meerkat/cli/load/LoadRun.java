package dev.meerkat.cli.load;

import com.mongodb.MongoException;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run on an open connection: writes, drains, reconnects, counts. */
final class LoadRun {
    private static final Duration REDRAW = Duration.ofMillis(200);

    /** The longest wait for a server that is gone when the documents are to be counted. */
    private static final Duration COUNTING_STARTUP = Duration.ofSeconds(60);

    private final Connection connection;
    private final Streams streams;
    private final LiveLine live;
    private final Subscription notes;
    private final boolean drop;
    private boolean dropped;

    /** A run whose collection is removed at the end if {@code drop}, and nothing is wrong. */
    LoadRun(Connection connection, Streams streams, LiveLine live, Subscription notes, boolean drop) {
        this.connection = connection;
        this.streams = streams;
        this.live = live;
        this.notes = notes;
        this.drop = drop;
    }

    LoadReport run(int threads, int perSecond, @Nullable Duration time, Stop stop) {
        Workload workload = Workload.start(connection, threads, perSecond, stop);
        if (time != null) {
            stop.requestAfter(time);
        }
        while (!stop.await(REDRAW)) {
            progress(workload);
        }
        workload.stop();
        Duration duration = workload.age();
        live.show("draining");
        DrainReport drain = connection.close();
        workload.join();
        // What follows is the counting's own connect and close.
        notes.close();
        live.clear();
        Optional<LoadReport.Count> count = count(workload);
        LoadReport report = new LoadReport(
                workload.namespace(),
                duration,
                workload.writes(),
                workload.reads(),
                workload.staleReads(),
                workload.longestGap(),
                drain,
                count);
        end(workload, report);
        return report;
    }

    private void progress(Workload workload) {
        ConnectionStatus status = connection.status();
        Tally.Figures writes = workload.writes();
        live.show(
                "%6.1fs %s(%d) %,d writes %,d refused %,d failed, in flight %d waiting %d gap %s",
                workload.age().toMillis() / 1000.0,
                status.state(),
                status.readyState().code(),
                writes.acknowledged(),
                writes.refused(),
                writes.failed(),
                status.inFlight(),
                status.waiting(),
                Words.duration(workload.presentGap()));
    }

    private Optional<LoadReport.Count> count(Workload workload) {
        live.show("reconnecting to count");
        try {
            connection.open(forCounting());
            live.show("counting");
            return Optional.of(LoadReport.Count.of(workload.count()));
        } catch (MeerkatException unavailable) {
            return notCounted(String.valueOf(unavailable.getMessage()));
        } catch (MongoException unreadable) {
            return notCounted(Diagnosis.of(unreadable).toString());
        } finally {
            live.clear();
        }
    }

    /** The run's options, but never without a limit: the run is over, and its figures are worth more than a wait for ever. */
    private ConnectionOptions forCounting() {
        ConnectionOptions options = connection.options();
        Duration limit = options.startupTimeout()
                .filter(set -> set.compareTo(COUNTING_STARTUP) < 0)
                .orElse(COUNTING_STARTUP);
        return options.toBuilder()
                .startup(Startup.REQUIRED)
                .startupTimeout(limit)
                .build();
    }

    private Optional<LoadReport.Count> notCounted(String why) {
        live.clear();
        streams.error("the documents could not be counted: " + why);
        return Optional.empty();
    }

    /** Whether the run's collection was removed at the end. */
    boolean dropped() {
        return dropped;
    }

    private void end(Workload workload, LoadReport report) {
        if (drop && report.clean()) {
            try {
                workload.drop();
                dropped = true;
            } catch (MongoException refused) {
                streams.error(
                        "the collection " + report.collection() + " could not be removed: " + Diagnosis.of(refused));
            }
        }
        connection.close();
    }
}
