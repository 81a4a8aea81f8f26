package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ProxySettings;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatStartedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerOpeningEvent;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's listeners saw during one attempt, and what it means.
 *
 * <p>One per driver client; fed by its server, monitor and cluster listeners. The callbacks never block beyond a short
 * lock and never throw. Thread safety: safe. Source: contract O3, {@code R1} to {@code R9} of the failure research.
 */
public final class Evidence {
    // Guards all fields that change; nothing is called out under it.
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServerAddress, EvidenceServer> servers = new LinkedHashMap<>();
    private final Map<ServerAddress, Throwable> met = new HashMap<>();
    private final EvidenceWanted wanted;
    private final TimeSource time;
    private final Optional<String> proxy;
    private @Nullable Diagnosis refusedLogin;
    private @Nullable Diagnosis records;
    private boolean probed;
    private boolean answered;

    /** Starts with nothing but the hosts that the settings name. */
    public Evidence(MongoClientSettings settings, TimeSource time) {
        this.wanted = EvidenceWanted.of(settings);
        this.time = time;
        this.proxy = Optional.of(settings.getSocketSettings().getProxySettings())
                .filter(ProxySettings::isProxyEnabled)
                .map(each -> each.getHost() + ":" + each.getPort());
        wanted.seeds().forEach(seed -> servers.put(seed, EvidenceServer.unknown(seed)));
    }

    /** To be called with each change of a server's description. */
    public void serverChanged(ServerDescriptionChangedEvent event) {
        ServerDescription description = event.getNewDescription();
        ServerAddress address = description.getAddress();
        if (description.getType() != ServerType.UNKNOWN) {
            update(address, server -> server.answered(description));
            return;
        }
        Throwable failure = description.getException();
        if (failure != null) {
            failed(address, failure);
        }
    }

    /** To be called when the driver adds a server, whose first check begins then; drivers before 5.6 do not tell that one as a check. */
    public void serverOpening(ServerOpeningEvent event) {
        long now = time.nanos();
        update(event.getServerId().getAddress(), server -> server.checkStarted(now));
    }

    /** To be called when the driver drops a server, for whatever cause. */
    public void serverClosed(ServerClosedEvent event) {
        update(event.getServerId().getAddress(), EvidenceServer::removedFromView);
    }

    /** To be called when a check starts; the first of a connection starts before the socket opens. */
    public void heartbeatStarted(ServerHeartbeatStartedEvent event) {
        if (!event.isAwaited()) {
            long now = time.nanos();
            update(event.getConnectionId().getServerId().getAddress(), server -> server.checkStarted(now));
        }
    }

    /** To be called with each published reply; the first {@code hello} of a connection is never published. */
    public void heartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
        BsonDocument reply = event.getReply();
        boolean hidden = reply.isBoolean("hidden") && reply.getBoolean("hidden").getValue();
        update(event.getConnectionId().getServerId().getAddress(), server -> server.replied(hidden));
    }

    /** To be called with each failed check. */
    public void heartbeatFailed(ServerHeartbeatFailedEvent event) {
        failed(event.getConnectionId().getServerId().getAddress(), event.getThrowable());
    }

    /** To be called with each change of the cluster's description. */
    public void clusterChanged(ClusterDescriptionChangedEvent event) {
        ClusterDescription cluster = event.getNewDescription();
        MongoException exception = cluster.getSrvResolutionException();
        Diagnosis diagnosis = exception == null ? null : Diagnosis.ofConnecting(exception, null);
        lock.lock();
        try {
            records = diagnosis;
            for (ServerDescription server : cluster.getServerDescriptions()) {
                servers.computeIfAbsent(server.getAddress(), EvidenceServer::unknown);
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called with an unknown server's present failure when the driver tells no failure that is like the one before. */
    void untold(ServerAddress address, Throwable failure) {
        failed(address, failure);
    }

    /** To be called when the connection was verified: what was against it before counts no more. */
    public void verified() {
        lock.lock();
        try {
            refusedLogin = null;
            servers.replaceAll((address, server) -> server.verified());
        } finally {
            lock.unlock();
        }
    }

    /** To be called when a new attempt begins on the same driver client: it judges anew, and may probe once. */
    public void renew() {
        verified();
        lock.lock();
        try {
            probed = false;
            answered = false;
        } finally {
            lock.unlock();
        }
    }

    /** A fatal cause that is known already, although the driver may still wait for a server. */
    public Optional<Diagnosis> fatal() {
        Optional<Diagnosis> fatal = EvidenceJudge.fatalNow(facts());
        // Fatal either way, but the probe can still tell which way.
        return fatal.filter(known -> probeAnswered() || !EvidenceDoubt.ambiguous(known));
    }

    /**
     * The best explanation at the end of an attempt.
     *
     * <p>A fatal cause comes first, then what the caller met, unless that is only the end of a wait for a server: then
     * what the servers said or failed to say.
     */
    public Diagnosis best(@Nullable Throwable callerFailure) {
        return best(facts(), callerFailure);
    }

    /** What the servers have shown so far against being used; empty when they look well or nothing was heard yet. */
    public Optional<Diagnosis> known() {
        return EvidenceJudge.best(facts());
    }

    /**
     * Why the deployment is lost. A new attempt may begin between the failed check and the question: what it set aside counts here, if
     * nothing was heard of the server since.
     */
    public Diagnosis loss() {
        return best(facts().recalled(), null);
    }

    private static Diagnosis best(EvidenceFacts facts, @Nullable Throwable callerFailure) {
        Optional<Diagnosis> fatal = EvidenceJudge.fatalNow(facts);
        if (fatal.isPresent()) {
            return fatal.get().withCause(callerFailure);
        }
        return EvidenceCaller.best(facts, callerFailure);
    }

    /** Whether something is known that only a probe can tell apart. */
    public boolean ambiguous() {
        return wantsProbe(time.nanos()).isPresent();
    }

    /** The one probe that would tell more, if it is due by then and none was made yet. */
    public Optional<ProbeTarget> wantsProbe(long nanosNow) {
        return probeLeft() ? EvidenceDoubt.target(facts(), nanosNow) : Optional.empty();
    }

    /** When the oldest running check will have been silent for long enough to probe, in monotonic nanoseconds. */
    public OptionalLong probeDueAt() {
        return probeLeft() ? EvidenceDoubt.dueAt(facts()) : OptionalLong.empty();
    }

    /** Takes the right to the attempt's one probe; false when it is gone. */
    boolean probing() {
        lock.lock();
        try {
            boolean first = !probed;
            probed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what the probe found out, if anything; what the driver met weighs more unless the finding is fatal. */
    void probed(ServerAddress address, Optional<Diagnosis> finding) {
        finding.ifPresent(told ->
                update(address, server -> told.fatal() || server.failure() == null ? server.found(told) : server));
        lock.lock();
        try {
            answered = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean probeAnswered() {
        lock.lock();
        try {
            return answered;
        } finally {
            lock.unlock();
        }
    }

    private boolean probeLeft() {
        lock.lock();
        try {
            return !probed;
        } finally {
            lock.unlock();
        }
    }

    /** One failure is told up to three times; what is told again after {@link #renew()} is not new. */
    private void failed(ServerAddress address, Throwable failure) {
        if (EvidenceDoubt.ownDoing(failure)) {
            update(address, EvidenceServer::checked);
            return;
        }
        Diagnosis diagnosis = throughProxy(Diagnosis.ofConnecting(failure, ServerText.host(address)));
        lock.lock();
        try {
            if (met.put(address, failure) == failure) {
                return;
            }
            boolean login = diagnosis.problem() == Problem.AUTH_FAILED || diagnosis.problem() == Problem.AUTH_MECHANISM;
            if (login && refusedLogin == null) {
                refusedLogin = diagnosis;
            }
            servers.put(address, EvidenceDoubt.keep(known(address), diagnosis));
        } finally {
            lock.unlock();
        }
    }

    /** The driver tells the server's address alone, though it may never have come past the proxy. */
    private Diagnosis throughProxy(Diagnosis diagnosis) {
        return proxy.filter(each -> EvidenceJudge.network(diagnosis))
                .map(each -> diagnosis.withDetail("tried through the proxy " + each + ", which may be the cause"))
                .orElse(diagnosis);
    }

    private void update(ServerAddress address, UnaryOperator<EvidenceServer> change) {
        lock.lock();
        try {
            servers.put(address, change.apply(known(address)));
        } finally {
            lock.unlock();
        }
    }

    private EvidenceServer known(ServerAddress address) {
        return servers.getOrDefault(address, EvidenceServer.unknown(address));
    }

    private EvidenceFacts facts() {
        lock.lock();
        try {
            return new EvidenceFacts(wanted, new ArrayList<>(servers.values()), refusedLogin, records);
        } finally {
            lock.unlock();
        }
    }
}
