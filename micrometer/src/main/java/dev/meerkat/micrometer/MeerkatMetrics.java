package dev.meerkat.micrometer;

import com.mongodb.event.CommandListener;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.mongodb.MongoMetricsCommandListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of connections and their pools, {@link MeterName} lists them. Binds what is there and what comes later, and takes away what goes:
 * at once when a connection is opened or closed, within a second when a connection or a server comes or goes. Timers and events count from
 * then on: a connection that shall be counted from its first socket is named to the registry, by {@code connection(name)}, before binding and
 * opened after it. All else is the connection's own count and complete.
 *
 * <p>One daemon thread, {@code meerkat-meters}, lives from the first binding to {@link #close()}. Thread safety: safe. Source: contract H3.
 */
public final class MeerkatMetrics implements MeterBinder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeerkatMetrics.class);
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final Supplier<List<Connection>> connections;

    /** Guarded by this. */
    private final Map<MeterRegistry, Map<Connection, ConnectionMeters>> bound = new LinkedHashMap<>();

    /** Guarded by this. */
    private @Nullable ScheduledExecutorService refreshing;

    /** Guarded by this. */
    private boolean failing;

    private MeerkatMetrics(Supplier<List<Connection>> connections) {
        this.connections = connections;
    }

    /** Meters of every connection of {@code registry}, those added later included. */
    public static MeerkatMetrics of(ConnectionRegistry registry) {
        return new MeerkatMetrics(registry::connections);
    }

    /** Meters of one connection. */
    public static MeerkatMetrics of(Connection connection) {
        return new MeerkatMetrics(() -> List.of(connection));
    }

    /**
     * Micrometer's listener for the timer {@code mongodb.driver.commands}, with the tag {@code client.name}: for the option {@code customize}.
     * It runs for every command, so nobody gets it unasked.
     */
    public static CommandListener commands(MeterRegistry registry, String clientName) {
        return new MongoMetricsCommandListener(registry, new NamedCommandTags(clientName));
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        bound.computeIfAbsent(registry, unknown -> new LinkedHashMap<>());
        if (refreshing == null) {
            refreshing = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "meerkat-meters");
                thread.setDaemon(true);
                return thread;
            });
            refreshing.scheduleWithFixedDelay(
                    this::refreshAgain, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        }
        refresh();
    }

    /** One that fails, by a filter of the registry for example, must not be the last. Told once, until one succeeds. */
    private synchronized void refreshAgain() {
        try {
            refresh();
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                LOG.warn("meters could not be brought up to date; tried again each second", failed);
            }
            failing = true;
        }
    }

    /** A connection whose meters are refused keeps no other from its own; the first refusal is thrown when all are done. */
    private synchronized void refresh() {
        List<Connection> present = connections.get();
        List<RuntimeException> refused = new ArrayList<>();
        bound.forEach((registry, meters) -> {
            meters.entrySet().removeIf(known -> {
                boolean gone = !present.contains(known.getKey());
                if (gone) {
                    known.getValue().remove();
                }
                return gone;
            });
            for (Connection connection : present) {
                try {
                    meters.computeIfAbsent(connection, unknown -> new ConnectionMeters(connection, registry))
                            .refresh();
                } catch (RuntimeException refusal) {
                    refused.add(refusal);
                }
            }
        });
        if (!refused.isEmpty()) {
            throw refused.get(0);
        }
    }

    /** Takes every meter away and ends the thread. May be bound again. */
    @Override
    public synchronized void close() {
        if (refreshing != null) {
            refreshing.shutdownNow();
            refreshing = null;
        }
        bound.values().forEach(meters -> meters.values().forEach(ConnectionMeters::remove));
        bound.clear();
    }
}
