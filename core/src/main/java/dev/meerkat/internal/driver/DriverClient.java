package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerDescription;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolFigures;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bson.Document;

/** One driver client with what its listeners tell, and the generation of work it takes. Thread safety: safe. */
public final class DriverClient {
    /** What a close waits for those who are about to open or return a socket of this client. */
    private static final Duration QUIET = Duration.ofMillis(150);

    /** How soon a server must answer to be told goodbye; a part of {@link #QUIET}. */
    private static final Duration ANSWER = Duration.ofMillis(100);

    private static final Document PING = new Document("ping", 1);

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
        this.generation = new Generation(client, pools::loans);
    }

    /**
     * Makes a client; blocks while the driver looks up DNS for a {@code mongodb+srv} URI.
     *
     * @param poke called at each new fact, on the driver's threads; must neither block nor throw
     * @param news told what happens to the pools; likewise
     */
    public static DriverClient create(
            ConnectionOptions options, TimeSource time, RandomGenerator jitter, Runnable poke, PoolNews news) {
        MongoClientSettings stated = DriverSettings.finish(DriverSettings.from(options, jitter), options);
        Purpose purpose = Purpose.of(stated, options.readOnly());
        PoolCounts pools = new PoolCounts(time, news);
        DriverFacts facts = new DriverFacts(time, purpose, new Evidence(stated, time), pools, poke);
        return new DriverClient(DriverSettings.heard(stated, facts, pools), time, facts, pools, purpose);
    }

    /** A command that needs a login, or some right in the database: answered with at most one name, and unlike the driver's own method by a secondary too. */
    public static Document needsLogin() {
        return new Document("listCollections", 1)
                .append("nameOnly", true)
                .append("authorizedCollections", true)
                .append("filter", new Document("name", "meerkat"));
    }

    /**
     * Proves that the deployment accepts the connection: selects a server, logs in, pings. Without credentials one command that needs a
     * login follows, because a ping does not. Blocks for at most about {@code budget}.
     *
     * @throws MongoException whatever the driver found
     */
    public void verify(String database, Duration budget) {
        long begun = time.nanos();
        try {
            asking(() -> prove(database, budget));
        } catch (MongoException failure) {
            facts.unproven(begun, failure);
            throw failure;
        }
    }

    private Document prove(String database, Duration budget) {
        MongoDatabase pinged = within(database, budget);
        Document pong = pinged.runCommand(PING, purpose.proof());
        return anonymous ? pinged.runCommand(needsLogin(), purpose.proof()) : pong;
    }

    /** Does what a close waits for a little. */
    private <T> T asking(Supplier<T> question) {
        Thread caller = Thread.currentThread();
        verifiers.add(caller);
        try {
            return question.get();
        } finally {
            verifiers.remove(caller);
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
        asking(() -> within(database, budget).runCommand(PING, purpose.proof()));
    }

    /** What a server tells of its limit; empty without the right to ask, without an answer or figures, and of a client that is closed meanwhile. */
    public Optional<ServerLimit> limit(Duration patience) {
        try {
            return asking(() -> ServerLimit.ask(client, patience));
        } catch (MongoException | IllegalStateException untold) {
            return Optional.empty();
        }
    }

    /** The settings the client was made with. */
    public MongoClientSettings settings() {
        return settings;
    }

    /** How often the driver's monitor asks. */
    public Duration heartbeatFrequency() {
        return Duration.ofNanos(settings.getServerSettings().getHeartbeatFrequency(TimeUnit.NANOSECONDS));
    }

    /** How long the driver looks for a server; as good as for ever where its setting is negative. */
    public Duration serverSelectionTimeout() {
        long millis = settings.getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS);
        return millis < 0 ? TimeSource.FOR_EVER : Duration.ofMillis(millis);
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
     * no more, and for monitors that are opening a socket, which the driver would forget; for these as long as it takes where the client
     * holds no other socket, {@code connectTimeout} at most. Gives the sessions back to a server that still answers, unless work was cut: it
     * holds the pool.
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
            door.awaitPassedWhile(this::holdsNothing);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (!generation.forced() && verifiers.isEmpty() && answers(end)) {
            client.close();
        } else {
            pools.farewell().closeSilently(client);
        }
    }

    private boolean holdsNothing() {
        return pools.figures().stream().allMatch(pool -> pool.size() == 0)
                && facts.cluster().getServerDescriptions().stream().noneMatch(ServerDescription::isOk)
                && !door.talking();
    }

    /** Whether a server answers at once, on a connection that is there. */
    private boolean answers(long end) {
        long left = Math.min(ANSWER.toMillis(), (end - time.nanos()) / 1_000_000);
        boolean connected = pools.figures().stream().anyMatch(pool -> pool.idle() > 0);
        if (left <= 0 || !connected || !facts.accepted()) {
            return false;
        }
        try {
            ReadPreference asTheDriver = ReadPreference.primaryPreferred();
            MongoDatabase admin = client.getDatabase("admin").withTimeout(left, TimeUnit.MILLISECONDS);
            admin.runCommand(PING, asTheDriver);
            return true;
        } catch (MongoException | IllegalStateException silentOrClosed) {
            return false;
        }
    }

    /** Whether a thread of this client sits in a look-up or in a connect: nobody can end it before that ends. */
    public boolean stuck(Thread thread) {
        return door.stuck(thread);
    }

    /** The driver's own threads for this client that still live: monitors, and those of a pool that opened a socket. */
    public Set<Thread> threads() {
        Set<Thread> found = new HashSet<>(door.threads());
        ClusterId cluster = facts.clusterId(); // told by the driver's event thread, soon after the first monitor began
        if (cluster != null) {
            found.addAll(DriverThreads.of(cluster));
        }
        return found;
    }
}
