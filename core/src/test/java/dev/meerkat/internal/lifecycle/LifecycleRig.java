package dev.meerkat.internal.lifecycle;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.PoolObserver;
import java.util.Random;
import java.util.function.Consumer;

/** What a lifecycle works on, of a connection that was never opened. */
final class LifecycleRig {
    /** Where work in the tests comes from. */
    static final Origin ORIGIN = new Origin() {
        @Override
        public String namespace() {
            return "a.b";
        }

        @Override
        public ReadPreference readPreference() {
            return ReadPreference.primary();
        }

        @Override
        public long timeoutMillis() {
            return 0;
        }
    };

    final Dispatcher dispatcher;
    final Gate gate;
    final StateCell cell;
    private final String connection;

    LifecycleRig(String connection) {
        this.connection = connection;
        this.dispatcher = new Dispatcher(connection, TimeSource.SYSTEM, (event, listener, failure) -> {});
        this.gate = new Gate(connection, TimeSource.SYSTEM, GatePolicies.BEFORE_OPEN, any -> false);
        this.cell = new StateCell(connection, TimeSource.SYSTEM, gate, dispatcher);
    }

    /** The lifecycle, which tells {@code whenMade} each driver client. */
    Lifecycle lifecycle(Consumer<MongoClient> whenMade) {
        return new Lifecycle(
                connection,
                TimeSource.SYSTEM,
                new Random(1),
                gate,
                cell,
                whenMade,
                options -> {},
                session -> {},
                new PoolObserver() {},
                LeakWatch.OFF);
    }
}
