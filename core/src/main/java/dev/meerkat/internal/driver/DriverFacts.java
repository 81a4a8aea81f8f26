package dev.meerkat.internal.driver;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.ClusterOpeningEvent;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatStartedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerListener;
import com.mongodb.event.ServerMonitorListener;
import com.mongodb.event.ServerOpeningEvent;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.time.TimeSource;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's listeners say of one driver client's deployment, kept in memory; each change pokes whoever guards the connection.
 *
 * <p>Thread safety: safe. The driver calls the listeners while it holds its own locks, so they store and poke, nothing else. The evidence is
 * told first: who sees a loss in the sights finds its cause there.
 */
public final class DriverFacts implements ClusterListener, ServerListener, ServerMonitorListener {
    private static final ClusterDescription NOTHING =
            new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());

    /** After that long the events of a change were delivered, unless a listener holds them up. */
    private static final Duration SETTLED = Duration.ofMillis(50);

    private final TimeSource time;
    private final Purpose purpose;
    private final Runnable poke;
    private final Evidence evidence;
    private final BalancerSight balancer;
    private final PoolCounts pools;
    private final Map<ServerAddress, ServerSight> sights = new ConcurrentHashMap<>();

    /** The driver's number of the connection of each monitor's present or last check. */
    private final Map<ServerAddress, Long> checked = new ConcurrentHashMap<>();

    private final AtomicLong changes = new AtomicLong();

    /** Servers the driver took out of its view and has not taken in again. */
    private final Set<ServerAddress> dropped = ConcurrentHashMap.newKeySet();

    private volatile ClusterDescription cluster = NOTHING;
    private volatile @Nullable Supplier<ClusterDescription> latest;
    private volatile @Nullable ClusterId clusterId;
    private volatile boolean populated;

    /** Makes facts without any knowledge; {@code poke} must neither block nor throw. */
    DriverFacts(TimeSource time, Purpose purpose, Evidence evidence, PoolCounts pools, Runnable poke) {
        this.time = time;
        this.pools = pools;
        this.purpose = purpose;
        this.evidence = evidence;
        this.poke = poke;
        this.balancer = new BalancerSight(poke);
    }

    /** What operations say in load balanced mode: to be told of them there, and nowhere else. */
    BalancerSight balancer() {
        return balancer;
    }

    /** To be called when a verification failed that began at that monotonic time: where the driver's view tells nothing, nobody else tells why. */
    void unproven(long begun, MongoException failure) {
        if (monitored()) {
            pools.pingFailed(begun, failure);
        } else {
            cluster().getServerDescriptions().forEach(server -> evidence.untold(server.getAddress(), failure));
        }
    }

    /** Everything that speaks for or against a cause of failure. */
    public Evidence evidence() {
        return evidence;
    }

    /** The driver's view of the deployment, without servers it has dropped: of those dropped for another set's name it tells no more than that. */
    public ClusterDescription cluster() {
        return without(described(), dropped);
    }

    /** {@link #cluster()} without servers to which nobody can connect, whatever the driver thinks of them. */
    public ClusterDescription usable() {
        return monitored() ? without(cluster(), pools.doubtful()) : cluster();
    }

    private static ClusterDescription without(ClusterDescription known, Set<ServerAddress> gone) {
        if (gone.isEmpty()) {
            return known;
        }
        List<ServerDescription> kept = known.getServerDescriptions().stream()
                .filter(server -> !gone.contains(server.getAddress()))
                .toList();
        return kept.size() == known.getServerDescriptions().size()
                ? known
                : new ClusterDescription(
                        known.getConnectionMode(),
                        known.getType(),
                        kept,
                        known.getClusterSettings(),
                        known.getServerSettings());
    }

    private ClusterDescription described() {
        Supplier<ClusterDescription> source = latest;
        if (source == null) {
            return cluster;
        }
        try {
            return source.get();
        } catch (IllegalStateException closed) {
            return cluster;
        }
    }

    /** Where to ask for the driver's present view; its events come a little later, on a thread of their own. Must answer from memory. */
    void latest(Supplier<ClusterDescription> source) {
        latest = source;
    }

    /** Whether the deployment accepts what the connection is for. */
    public boolean accepted() {
        return balancer.well() && purpose.acceptedBy(usable());
    }

    /** Whether the driver finds the deployment fit for what the connection is for. */
    public boolean seenWell() {
        return purpose.acceptedBy(cluster());
    }

    /**
     * Whether some member serves reads of this preference although the deployment does not accept the connection. One that does accept it is
     * not yet verified, or fell silent: then reads wait as everything does. Source: contract §2.
     */
    public boolean serves(ReadPreference preference) {
        ClusterDescription now = usable();
        return !purpose.acceptedBy(now) && Purpose.serves(now, preference); // never true of a load balancer
    }

    /** How often the driver told that its view of the deployment changed. */
    public long changes() {
        return changes.get();
    }

    /** Whether the driver checks the servers by itself; behind a load balancer it does not. */
    public boolean monitored() {
        return cluster().getConnectionMode() != ClusterConnectionMode.LOAD_BALANCED;
    }

    /**
     * Whether the evidence says that the deployment is lost: it does not accept the connection, and nobody in it is merely suspect. The
     * driver tells servers and cluster one after the other, so a server whose two descriptions differ counts as suspect, and so does one that is
     * gone from the one and not yet from the other: their cause is not told yet. Where the driver finds the deployment well, three operations
     * in a row and a ping that cannot connect say so; behind a load balancer three operations or pings. Source: contract S4.
     */
    public boolean lost() {
        return loss().isPresent();
    }

    /** Why the deployment is {@link #lost()}; empty if it is not. */
    public Optional<Diagnosis> loss() {
        if (balancer.lost()) {
            return Optional.of(evidence.loss());
        }
        ClusterDescription now = cluster();
        if (!purpose.acceptedBy(now)) {
            return gone(now) ? Optional.of(evidence.loss()) : Optional.empty();
        }
        return purpose.acceptedBy(usable())
                ? Optional.empty()
                : pools.failedPing().map(evidence::best);
    }

    private boolean gone(ClusterDescription now) {
        return populated
                && now.getServerDescriptions().stream().noneMatch(this::undecided)
                && sights.keySet().stream().allMatch(known -> shown(now, known));
    }

    private static boolean shown(ClusterDescription cluster, ServerAddress server) {
        return cluster.getServerDescriptions().stream()
                .anyMatch(shown -> shown.getAddress().equals(server));
    }

    private boolean undecided(ServerDescription server) {
        ServerSight sight = sights.get(server.getAddress());
        return sight == null
                || differ(sight.description(), server)
                || upToDate(sight, server).suspect();
    }

    /** In what decides whether a server can be used. */
    private static boolean differ(ServerDescription told, ServerDescription known) {
        return told.isOk() != known.isOk()
                || told.getType() != known.getType()
                || told.getMinWireVersion() != known.getMinWireVersion()
                || told.getMaxWireVersion() != known.getMaxWireVersion();
    }

    /** With what the driver has not told: it tells no change from one failure to another of the same class and text. */
    private ServerSight upToDate(ServerSight sight, ServerDescription server) {
        long now = time.nanos();
        boolean settled = now - server.getLastUpdateTime(TimeUnit.NANOSECONDS) > SETTLED.toNanos();
        return settled ? sight.described(server, now) : sight;
    }

    /**
     * Takes in what drivers before 5.6 know and do not tell. To be called at every look of the guard.
     *
     * @return how soon to look again although nobody pokes, empty if a poke will come
     */
    public Optional<Duration> look() {
        boolean untold = false;
        for (ServerDescription server : cluster().getServerDescriptions()) {
            ServerSight sight = sights.get(server.getAddress());
            Throwable failure = server.getException();
            if (sight != null && !sight.announced() && !sight.description().isOk() && failure != null) {
                evidence.untold(server.getAddress(), failure);
                untold |= sight.suspect();
            }
        }
        return untold ? Optional.of(SETTLED) : Optional.empty();
    }

    /** Whether the driver gave up every server it knew; such a client never finds one again. Source: research, R7. */
    public boolean deserted() {
        return populated && sights.isEmpty();
    }

    /** Whether silence, not an error, is what speaks against the deployment. Source: contract S15. */
    public boolean silent() {
        return pools.failedPing().filter(DriverFacts::timedOut).isPresent()
                || sights.values().stream()
                        .anyMatch(sight -> timedOut(sight.description().getException()));
    }

    private static boolean timedOut(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Monotonic time of the last word from any server, or of {@code otherwise}. Present, not told: the driver tells of checks later. */
    public long heardAt(long otherwise) {
        LongStream told = sights.values().stream()
                .map(ServerSight::heardAt)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue);
        LongStream known = cluster().getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .mapToLong(server -> server.getLastUpdateTime(TimeUnit.NANOSECONDS));
        return LongStream.concat(told, known)
                .reduce((a, b) -> a - b > 0 ? a : b)
                .orElse(otherwise);
    }

    /** Monotonic time of the last word from one server, or null before the first. */
    public @Nullable Long heardAt(ServerAddress server) {
        ServerSight sight = sights.get(server);
        return sight == null ? null : sight.heardAt();
    }

    /** The driver's number for the client's cluster, which its threads carry in their names; empty before it opened. */
    public @Nullable ClusterId clusterId() {
        return clusterId;
    }

    @Override
    public void clusterOpening(ClusterOpeningEvent event) {
        clusterId = event.getClusterId();
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        cluster = event.getNewDescription();
        evidence.clusterChanged(event);
        changes.incrementAndGet();
        poke.run();
    }

    @Override
    public void serverOpening(ServerOpeningEvent event) {
        populated = true;
        dropped.remove(event.getServerId().getAddress());
        evidence.serverOpening(event);
        poke.run();
    }

    @Override
    public void serverClosed(ServerClosedEvent event) {
        checked.remove(event.getServerId().getAddress());
        dropped.add(event.getServerId().getAddress());
        evidence.serverClosed(event);
        sights.remove(event.getServerId().getAddress());
        poke.run();
    }

    @Override
    public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
        long now = time.nanos();
        ServerAddress server = event.getServerId().getAddress();
        evidence.serverChanged(event);
        sights.compute(
                server,
                (any, sight) -> sight == null
                        ? ServerSight.first(event.getNewDescription(), checked.containsKey(server), now)
                        : sight.described(event.getNewDescription(), now));
        poke.run();
    }

    @Override
    public void serverHearbeatStarted(ServerHeartbeatStartedEvent event) {
        ServerAddress server = address(event.getConnectionId());
        long connection = event.getConnectionId().getLocalValue();
        Long before = checked.put(server, connection);
        boolean fresh = before == null || before != connection;
        sights.computeIfPresent(server, (any, sight) -> sight.checkStarted(fresh));
        evidence.heartbeatStarted(event);
        poke.run();
    }

    @Override
    public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
        long now = time.nanos();
        sights.computeIfPresent(address(event.getConnectionId()), (any, sight) -> sight.heard(now));
        evidence.heartbeatSucceeded(event);
    }

    @Override
    public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
        evidence.heartbeatFailed(event);
        sights.computeIfPresent(
                address(event.getConnectionId()), (any, sight) -> sight.checkFailed(event.getThrowable()));
        poke.run();
    }

    private static ServerAddress address(com.mongodb.connection.ConnectionId connection) {
        return connection.getServerId().getAddress();
    }
}
