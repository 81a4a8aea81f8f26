package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.cli.io.Bars;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.load.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the whole story: the connection's ready state and the writes acknowledged, column by column.
 *
 * <p>Looks ten times a second on a thread of its own until it is drawn. Thread safety: safe; the monitor guards the looks.
 */
final class Strip implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int COLUMNS = 60;

    private record Look(ConnectionState state, long writes) {}

    private final Connection connection;
    private final Bars bars;
    private final List<Look> looks = new ArrayList<>();
    private final ScheduledExecutorService clock;
    private volatile @Nullable Workload workload;

    private Strip(Connection connection, boolean draws) {
        this.connection = connection;
        this.bars = Bars.of(draws);
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "demo-strip");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look; {@code draws} tells whether block characters can be shown. */
    static Strip of(Connection connection, boolean draws) {
        Strip strip = new Strip(connection, draws);
        strip.clock.scheduleAtFixedRate(strip::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return strip;
    }

    /** Counts these writes from now on. */
    void watch(Workload work) {
        workload = work;
    }

    private synchronized void look() {
        Workload work = workload;
        looks.add(new Look(connection.state(), work == null ? 0 : work.writes().acknowledged()));
    }

    /** The two rows and the seconds below them. */
    synchronized List<String> draw(Paint paint) {
        int columns = Math.min(COLUMNS, looks.size());
        StringBuilder states = new StringBuilder("  readyState  ");
        StringBuilder writes = new StringBuilder("  writes      ");
        double most = Double.MIN_NORMAL;
        for (int column = 0; column < columns; column++) {
            most = Math.max(most, written(column, columns));
        }
        for (int column = 0; column < columns; column++) {
            ConnectionState state = state(column, columns);
            states.append(paint.in(state, String.valueOf(state.readyState().code())));
            writes.append(bars.level(written(column, columns) / most));
        }
        return List.of(states.toString(), writes.toString(), seconds(columns));
    }

    /** The state of a column that has most to tell: a short outage is not hidden by what came around it. */
    private ConnectionState state(int column, int columns) {
        ConnectionState telling = looks.get(begin(column, columns)).state();
        for (int look = begin(column, columns); look < begin(column + 1, columns); look++) {
            ConnectionState state = looks.get(look).state();
            telling = rank(state) > rank(telling) ? state : telling;
        }
        return telling;
    }

    private static int rank(ConnectionState state) {
        return switch (state) {
            case NEW -> 0;
            case CONNECTED -> 1;
            case CLOSED, FAILED -> 2;
            case CONNECTING -> 3;
            case DRAINING -> 4;
            case INTERRUPTED -> 5;
        };
    }

    /** The writes for each look: columns may have one look more or less. */
    private double written(int column, int columns) {
        int from = Math.max(0, begin(column, columns) - 1);
        int to = begin(column + 1, columns) - 1;
        return to <= from
                ? 0
                : (double) (looks.get(to).writes() - looks.get(from).writes()) / (to - from);
    }

    private int begin(int column, int columns) {
        return (int) ((long) column * looks.size() / columns);
    }

    private String seconds(int columns) {
        double all = looks.size() * LOOK.toMillis() / 1000.0;
        String end = String.format(Locale.ROOT, "%.0f s", all);
        return "              0 s" + " ".repeat(Math.max(1, columns - 3 - end.length())) + end;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
