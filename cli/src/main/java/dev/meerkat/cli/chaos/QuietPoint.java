package dev.meerkat.cli.chaos;

import com.mongodb.MongoException;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Until;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The invariants, looked at when everything is healed: what has to hold at the end of each round. For one thread. */
final class QuietPoint {
    /** From the last healing to an acknowledged write: a connect timeout, a pause of the retry policy, and a loaded machine. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    /** An operation's worst case: the gate's wait, the selection, two answers that do not come. */
    private static final Duration ENDING = Duration.ofSeconds(30);

    /** How long threads and sockets of the past may take to go. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    /** A calm while, in which everything there has to be has come. */
    private static final Duration CALM = Duration.ofSeconds(2);

    private final Connection connection;
    private final Ground ground;
    private final EventWatch watch;
    private final List<String> broken = new ArrayList<>();
    private @Nullable Census first;
    private @Nullable Census last;
    private int reached;

    QuietPoint(Connection connection, Ground ground, EventWatch watch) {
        this.connection = connection;
        this.ground = ground;
        this.watch = watch;
    }

    /** Waits until the load goes on, ends it, looks. */
    void reach(Workload load) {
        long before = load.writes().acknowledged();
        holds(
                Until.so(
                        RECOVERY,
                        () -> connection.state() == ConnectionState.CONNECTED
                                && load.writes().acknowledged() > before),
                "recovery: " + RECOVERY.toSeconds() + " s after everything was healed the connection is "
                        + connection.state() + " and no write was acknowledged");
        load.stop();
        holds(Until.so(ENDING, load::ended), "an operation has not ended in " + ENDING.toSeconds() + " s");
        sums("writes", load.writes());
        sums("reads", load.reads());
        holds(Until.so(SETTLING, this::idle), "the gate: " + connection.status());
        census();
        documents(load);
        watch.broken().forEach(each -> holds(false, each));
        reached++;
    }

    private void sums(String what, Tally.Figures figures) {
        holds(figures.adds(), what + " do not add up: " + figures);
    }

    private boolean idle() {
        ConnectionStatus status = connection.status();
        return status.inFlight() == 0
                && status.waiting() == 0
                && status.changeStreams() == 0
                && status.pools().stream().mapToInt(PoolFigures::inUse).sum() == 0;
    }

    private void census() {
        Census start = first;
        if (start == null) {
            Until.so(CALM, () -> false);
            last = Census.now(connection, ground);
            first = last;
            return;
        }
        Until.so(SETTLING, () -> Census.now(connection, ground).within(start));
        Census now = Census.now(connection, ground);
        last = now;
        holds(now.within(start), "threads and sockets: " + now.compared(start));
    }

    private void documents(Workload load) {
        try {
            Totals counted = Totals.of(load, load.count());
            holds(counted.clean(), counted.lost() + " lost, " + counted.duplicated() + " duplicated");
        } catch (MongoException unreadable) {
            holds(false, "the documents cannot be read: " + Diagnosis.of(unreadable));
        }
    }

    /** Looks at a closed connection: it was not forced, and nothing of it is there. */
    void closed(boolean forced) {
        holds(!forced, "the drain had to force something");
        boolean gone = Until.so(SETTLING, () -> {
            Census now = Census.now(connection, ground);
            return now.threads().isEmpty() && now.sockets() == 0;
        });
        holds(gone, "left by the close: " + Census.now(connection, ground));
        watch.broken().stream().filter(each -> !broken.contains(each)).forEach(each -> holds(false, each));
    }

    /** What {@code deed} gives; where it fails that is broken, and there is nothing. */
    <T> Optional<T> attempt(String what, Supplier<T> deed) {
        try {
            return Optional.of(deed.get());
        } catch (RuntimeException | AssertionError failed) {
            holds(false, what + " failed: " + failed);
            return Optional.empty();
        }
    }

    private void holds(boolean invariant, String otherwise) {
        if (!invariant) {
            broken.add(otherwise);
        }
    }

    /** What did not hold. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** How many were reached. */
    int reached() {
        return reached;
    }

    /** Threads and sockets at the first one. */
    @Nullable
    Census first() {
        return first;
    }

    /** Threads and sockets at the last one. */
    @Nullable
    Census last() {
        return last;
    }
}
