package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterId;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bson.Document;

/** One driver client with what its listeners tell, and the generation of work it takes. Thread safety: safe. */
public final class DriverClient {
    /** What a close waits for those who are about to open or return a socket of this client. */
    private static final Duration QUIET = Duration.ofMillis(150);

    private final MongoClient client;
    private final MongoClientSettings settings;
    private final SocketDoor door;
    private final TimeSource time;
    private final DriverFacts facts;
    private final PoolCounts pools;
    private final Generation generation;
    private final Purpose purpose;
    private final boolean anonymous;
    private final Set<Thread> verifiers = ConcurrentHashMap.newKeySet();

    private DriverClient(
            MongoClientSettings stated, TimeSource time, DriverFacts facts, PoolCounts pools, Purpose purpose) {
        this.door = SocketDoor.of(stated);
        this.settings =
                MongoClientSettings.builder(stated).inetAddressResolver(door).build();
        this.time = time;
        this.facts = facts;
        this.pools = pools;
        this.purpose = purpose;
        this.anonymous = settings.getCredential() == null;
        this.client = MongoClients.create(settings);
        facts.latest(client::getClusterDescription);
        this.generation = new Generation(client);
    }

    /**
     * Makes a client; blocks while the driver looks up DNS for a {@code mongodb+srv} URI.
     *
     * @param poke called at each new fact, on the driver's threads; must neither block nor throw
     * @param news told what happens to the pools; likewise
     */
    public static DriverClient create(
            ConnectionOptions options, TimeSource time, RandomGenerator jitter, Runnable poke, PoolNews news) {
        Purpose purpose = Purpose.of(options);
        MongoClientSettings.Builder builder = DriverSettings.from(options, jitter);
        PoolCounts pools = new PoolCounts(time, news);
        Evidence evidence = new Evidence(builder.build(), time);
        DriverFacts facts = new DriverFacts(time, purpose, evidence, poke);
        builder.applyToClusterSettings(cluster -> cluster.addClusterListener(facts))
                .applyToServerSettings(server -> server.addServerListener(facts).addServerMonitorListener(facts))
                .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(pools));
        return new DriverClient(DriverSettings.finish(builder, options), time, facts, pools, purpose);
    }

    /**
     * Proves that the deployment accepts the connection: selects a server, logs in, pings. Without credentials one command that needs a
     * login follows, because a ping does not. Blocks for at most about {@code budget}.
     *
     * @throws MongoException whatever the driver found
     */
    public void verify(String database, Duration budget) {
        Thread caller = Thread.currentThread();
        verifiers.add(caller);
        try {
            prove(database, budget);
        } finally {
            verifiers.remove(caller);
        }
    }

    private void prove(String database, Duration budget) {
        MongoDatabase pinged = within(database, budget);
        pinged.runCommand(new Document("ping", 1), purpose.proof());
        if (anonymous) {
            pinged.listCollectionNames().authorizedCollections(true).first();
        }
    }

    private MongoDatabase within(String database, Duration budget) {
        return client.getDatabase(database)
                .withReadPreference(purpose.proof())
                .withTimeout(Math.max(1, budget.toMillis()), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks the deployment whether it is there. Blocks for at most about {@code budget}.
     *
     * @throws MongoException whatever the driver found
     */
    public void ping(String database, Duration budget) {
        Thread caller = Thread.currentThread();
        verifiers.add(caller);
        try {
            within(database, budget).runCommand(new Document("ping", 1), purpose.proof());
        } finally {
            verifiers.remove(caller);
        }
    }

    /** The settings the client was made with. */
    public MongoClientSettings settings() {
        return settings;
    }

    /** What the driver told of the deployment. */
    public DriverFacts facts() {
        return facts;
    }

    /** The work admitted to this client. */
    public Generation generation() {
        return generation;
    }

    /** Each server's pool. */
    public List<PoolFigures> pools() {
        return pools.figures();
    }

    /**
     * Closes the driver's client; idempotent. Waits a little before for a verification, which would give its socket back to a pool that is
     * no more, and for monitors that are opening a socket, which the driver would forget.
     */
    public void close() {
        door.shut();
        long end = time.nanos() + QUIET.toNanos();
        try {
            for (Thread verifier : verifiers) {
                while (verifiers.contains(verifier) && end - time.nanos() > 0) {
                    verifier.join(SocketDoor.LOOK.toMillis());
                }
            }
            door.awaitPassed(time, end);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    /** Whether a monitor of this client sits in a look-up or in a connect: nobody can end it before that ends. */
    public boolean stuck(Thread monitor) {
        return door.stuck(monitor);
    }

    /** The driver's monitor threads of this client that still live. */
    public Set<Thread> monitorThreads() {
        Set<Thread> found = new HashSet<>(door.monitors());
        ClusterId cluster = facts.clusterId(); // told by the driver's event thread, soon after the first monitor began
        if (cluster != null) {
            found.addAll(MonitorThreads.of(cluster));
        }
        return found;
    }
}
