package dev.meerkat.concurrency;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.time.TimeSource;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A gate without a connection around it, whose driver client must not be called.
 *
 * <p>Thread safety: as the gate's own.
 */
public final class GateRig {
    /** How long a caller waits here before it counts as forgotten. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Who asks in every check. */
    public static final Origin ORIGIN = new Somebody();

    private volatile boolean secondary;
    private final Gate gate;
    private final Generation generation = new Generation(untouchedClient());

    private GateRig(GatePolicy policy) {
        gate = new Gate("rig", TimeSource.SYSTEM, policy, preference -> secondary);
    }

    /** A gate in {@code state} where one caller may wait, for {@link #PATIENCE}. */
    public static GateRig in(ConnectionState state) {
        return in(state, PATIENCE);
    }

    /** A gate in {@code state} where one caller may wait, for {@code patience}. */
    public static GateRig in(ConnectionState state, Duration patience) {
        GateRig rig = new GateRig(new GatePolicy(true, patience, 1));
        rig.set(state);
        return rig;
    }

    /** Moves the gate to {@code state}, with the one generation wherever that state has one. */
    public void set(ConnectionState state) {
        boolean live = state == ConnectionState.CONNECTED
                || state == ConnectionState.INTERRUPTED
                || state == ConnectionState.DRAINING;
        gate.set(state, live ? generation : null, null);
    }

    /** Lets a secondary appear that serves reads. */
    public void secondaryAppears() {
        secondary = true;
        gate.look();
    }

    /** Admits one read and releases it: the whole cost of a pass. Source: contract G1. */
    public void pass() {
        gate.admit("find", ORIGIN, true, null).release();
    }

    /** Admits one operation. */
    public Admission admit() {
        return gate.admit("insertOne", ORIGIN, false, null);
    }

    /** The gate itself. */
    public Gate gate() {
        return gate;
    }

    /** The one generation. */
    public Generation generation() {
        return generation;
    }

    private static MongoClient untouchedClient() {
        return (MongoClient) Proxy.newProxyInstance(
                GateRig.class.getClassLoader(), new Class<?>[] {MongoClient.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class Somebody implements Origin {
        @Override
        public String namespace() {
            return "shop.orders";
        }

        @Override
        public ReadPreference readPreference() {
            return ReadPreference.secondaryPreferred();
        }

        @Override
        public long timeoutMillis() {
            return 0;
        }
    }
}
