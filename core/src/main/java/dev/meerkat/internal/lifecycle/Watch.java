package dev.meerkat.internal.lifecycle;

import com.mongodb.ReadPreference;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.DriverFacts;
import dev.meerkat.internal.driver.Topology;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands guard over an open connection: judges the evidence for a loss, and proves the deployment again until it is back.
 *
 * <p>Confined to the guard's thread. Source: contract S4, S5, S13, S15, S16.
 */
final class Watch {
    /** Between verifications of a fatal cause when the retry policy has no further delay. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(30);

    /** The server's own word about a login. */
    private static final Set<Problem> LOGIN =
            EnumSet.of(Problem.AUTH_FAILED, Problem.AUTH_MECHANISM, Problem.LOGIN_REQUIRED);

    private final Session session;
    private final TimeSource time;
    private DriverClient client;
    private Optional<String> primary;
    private long provenAt;
    private long looked;

    Watch(Session session) {
        this.session = session;
        this.time = session.time();
        this.client = Objects.requireNonNull(session.client());
        this.primary = Topology.primary(client.facts().cluster());
        this.provenAt = time.nanos();
    }

    /** Returns when the session is cancelled. */
    void stand() throws InterruptedException {
        session.leaks().guard(session.bell()::ring);
        while (session.live()) {
            judge();
            if (healthy()) {
                session.bell().await(Math.min(untilStale(), session.leaks().untilLook()));
            } else {
                recover();
            }
        }
    }

    /** Ends what the application lost, on a thread that may wait for the server. */
    private void reclaim(Runnable ends) {
        session.send("reclaim", () -> {
            ends.run();
            return true;
        });
    }

    private boolean connected() {
        return session.cell().state() == ConnectionState.CONNECTED;
    }

    private boolean healthy() {
        return connected() && client.facts().accepted();
    }

    /** Tells a loss if the evidence suffices, and a new primary. */
    private void judge() {
        DriverFacts facts = client.facts();
        watchPrimary(facts);
        wakeReaders(facts);
        session.leaks().look(this::reclaim);
        if (!connected()) {
            return;
        }
        if (facts.seenWell() && untilStale() <= 0) {
            lose(silence(), Reason.STALE);
        } else if (!facts.accepted()) {
            judge(facts);
        }
    }

    private void judge(DriverFacts facts) {
        Optional<Diagnosis> fatal = facts.evidence().fatal();
        if (fatal.isPresent() && suffices(fatal.get())) {
            lose(fatal.get(), Reason.OUTAGE);
        } else {
            facts.loss().ifPresent(why -> lose(why, facts.silent() ? Reason.STALE : Reason.OUTAGE));
        }
    }

    /**
     * Whether a fatal cause is enough to tell a loss: a refused login is the server's own word, every other cause needs the monitor's second
     * check. Source: contract S4, S16.
     */
    private boolean suffices(Diagnosis fatal) {
        return LOGIN.contains(fatal.problem()) || client.facts().lost();
    }

    private void lose(Diagnosis diagnosis, Reason reason) {
        session.cell().move(Move.lose(diagnosis, reason), session::live);
    }

    private Diagnosis silence() {
        String what = "no server was heard of for twice the heartbeat frequency";
        return Diagnosis.of(Problem.SILENT, what, primary.orElse(null), null);
    }

    /** Nanoseconds until the last word of any server is older than twice the heartbeat frequency. */
    private long untilStale() {
        if (!client.facts().monitored()) {
            return Long.MAX_VALUE;
        }
        long heard = client.facts().heardAt(provenAt);
        long last = provenAt - heard > 0 ? provenAt : heard;
        long limit = client.heartbeatFrequency().multipliedBy(2).toNanos();
        return limit - (time.nanos() - last);
    }

    private void watchPrimary(DriverFacts facts) {
        Optional<String> now = Topology.primary(facts.cluster());
        if (now.isPresent() && !now.equals(primary)) {
            Optional<String> before = primary;
            primary = now;
            session.cell().tell(event -> new PrimaryChanged(event, before, now), session::live);
        }
    }

    /** Tells reads that wait at the gate when a member may have become able to serve them. */
    private void wakeReaders(DriverFacts facts) {
        long now = facts.changes();
        if (now != looked) {
            looked = now;
            if (facts.serves(ReadPreference.nearest())) {
                session.cell().look();
            }
        }
    }

    /** Proves the deployment again and again until it holds; during an outage that keeps one server selection running. */
    private void recover() throws InterruptedException {
        for (int refused = 0; session.live() && !healthy(); ) {
            DriverClient candidate = candidate();
            candidate.facts().evidence().renew();
            Diagnosis failure = prove(candidate);
            if (failure == null) {
                return;
            }
            if (failure.fatal() && (!connected() || suffices(failure))) {
                refused++;
                lose(failure, Reason.OUTAGE);
                session.cell().explain(failure, session::live);
                pause(
                        session.options()
                                .retry()
                                .delayAfter(refused, session.random())
                                .orElse(LAST_RESORT),
                        LOGIN.contains(failure.problem()));
            } else {
                session.cell().explain(failure, session::live);
            }
            judge();
        }
    }

    /** Tries a client and puts it into service if it is proven; else one that is not in service is closed. */
    private @Nullable Diagnosis prove(DriverClient candidate) throws InterruptedException {
        try {
            Duration budget = candidate.serverSelectionTimeout();
            Diagnosis failure = new Proving(session, candidate, budget, this::judge).run();
            if (failure == null) {
                recovered(candidate);
            }
            return failure;
        } finally {
            if (candidate != client) {
                close(candidate);
            }
        }
    }

    /** The client in service, or a fresh one if that has dropped every server it knew. */
    private DriverClient candidate() throws InterruptedException {
        if (!client.facts().deserted()) {
            return client;
        }
        Errand<Boolean> making = session.send("reconnect", this::makeAndOffer);
        while (session.live() && !making.done()) {
            session.bell().await(Duration.ofSeconds(1).toNanos());
        }
        DriverClient made = session.takeOffered();
        return made == null ? client : made;
    }

    /** On an errand's thread: a client that comes too late is closed again. */
    private boolean makeAndOffer() {
        DriverClient made = session.makeClient();
        if (session.offer(made)) {
            return true;
        }
        session.dismiss(made);
        return false;
    }

    private void recovered(DriverClient proven) {
        provenAt = time.nanos();
        proven.facts().evidence().verified();
        if (proven == client) {
            session.cell().move(Move.verified(client.generation()), session::live);
            return;
        }
        Lineage lineage = session.lineage();
        Lineage.Step step = lineage.to(proven, client);
        if (session.replace(proven)) {
            client = proven;
            session.cell().move(Move.verified(proven.generation()), () -> session.live() && lineage.extend(step));
        }
    }

    private void close(DriverClient unwanted) {
        session.send("discard", () -> session.dismiss(unwanted));
    }

    /**
     * Waits, but not past the moment when the deployment, lost before, is seen to accept the connection. After a refused login it waits to the
     * end: a greeting says nothing of the next login, and too many of them lock an account. Source: contract S5, S16.
     */
    private void pause(Duration length, boolean login) throws InterruptedException {
        long until = time.nanos() + length.toNanos();
        boolean whole = login || client.facts().accepted();
        while (session.live()
                && until - time.nanos() > 0
                && (whole || !client.facts().accepted())) {
            session.bell().await(until - time.nanos());
        }
    }
}
