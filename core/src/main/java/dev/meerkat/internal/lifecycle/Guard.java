package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that opens a connection and then stands guard over it. It waits on the session's bell and never inside the driver, so it can
 * be cancelled at any moment.
 */
final class Guard implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** What the next attempt waits for the last one's client to close. */
    private static final Duration DISCARD = Duration.ofMillis(500);

    /** What a client may take to be made of settings that ask no name server: this process's own work, slow in a JVM that just began. */
    private static final Duration MAKING = Duration.ofSeconds(5);

    /** Whom an attempt asks before it has its client. */
    private enum Asked {
        /** The client is made of what this process has. */
        NOBODY,
        /** The sources of the login and of the certificates. */
        SOURCES,
        /** For SRV and TXT records. */
        NAME_SERVER
    }

    private final Session session;
    private final ConnectionOptions options;
    private final TimeSource time;
    private final long begun;

    Guard(Session session) {
        this.session = session;
        this.options = session.options();
        this.time = session.time();
        this.begun = time.nanos();
    }

    @Override
    public void run() {
        stand(this::connectFirst);
    }

    /** As {@link #run()}, for a session whose client is proven and in service. */
    void stand() {
        stand(() -> true);
    }

    private void stand(Callable<Boolean> opening) {
        try {
            if (opening.call()) {
                new Watch(session).stand();
            }
        } catch (InterruptedException cancelled) {
            LOG.debug("the guard was cancelled");
        } catch (Exception | Error broken) {
            LOG.error("the guard stopped; close and open the connection again", broken);
            giveUp(Diagnosis.of(broken));
        }
    }

    private boolean connectFirst() throws InterruptedException {
        for (int number = 1; session.live(); number++) {
            session.attempt(number);
            Optional<Diagnosis> failed = attempt(number);
            if (failed.isEmpty()) {
                return connected(number);
            }
            Diagnosis failure = failed.get();
            discard();
            Optional<Duration> delay = nextDelay(number, failure);
            int attempt = number;
            session.cell().tell(facts -> new ConnectAttemptFailed(facts, attempt, failure, delay), session::live);
            session.cell().explain(failure, session::live);
            if (delay.isEmpty()) {
                giveUp(failure);
                return false;
            }
            pause(delay.get());
        }
        return false;
    }

    private boolean connected(int number) {
        DriverClient client = session.client();
        if (client == null) {
            return false;
        }
        Lineage.Step step = session.lineage().to(client, null);
        Move verified = Move.verified(client.generation());
        if (!session.cell()
                .move(
                        verified,
                        () -> session.succeeds(number) && session.lineage().extend(step))) {
            return false;
        }
        client.facts().evidence().verified();
        session.opened();
        session.first().complete(Outcome.success(number));
        return true;
    }

    private void giveUp(Diagnosis failure) {
        boolean gaveUp = session.cell().move(Move.giveUp(failure), session::live);
        session.end(gaveUp ? Outcome.gaveUp(failure, session.attempt()) : null);
    }

    /** One attempt; empty if it succeeded. */
    Optional<Diagnosis> attempt(int number) throws InterruptedException {
        long start = time.nanos();
        AtomicReference<Asked> asked = new AtomicReference<>(Asked.NOBODY);
        Errand<Boolean> making = session.send("connect", () -> makeAndAdopt(number, asked));
        await(making, start + budget(options.serverSelectionTimeout()).toNanos());
        if (asked.get() == Asked.NOBODY) {
            await(making, start + budget(MAKING).toNanos());
        }
        if (!session.live()) {
            throw new InterruptedException("cancelled");
        }
        DriverClient client = session.client();
        if (making.failure() != null) {
            return Optional.of(Diagnosis.ofConnecting(making.failure(), null));
        }
        if (client == null) {
            return Optional.of(notReady(asked.get()));
        }
        long used = asked.get() == Asked.NAME_SERVER ? time.nanos() - start : 0;
        Duration left = budget(client.serverSelectionTimeout().minusNanos(used));
        return Optional.ofNullable(new Proving(session, client, left, () -> {}).run());
    }

    private static Diagnosis notReady(Asked asked) {
        return switch (asked) {
            case SOURCES ->
                notReady(
                        Problem.CREDENTIAL_UNAVAILABLE,
                        "the login or a certificate was not read in time: the source of it hangs");
            case NAME_SERVER ->
                notReady(Problem.SRV_DNS_DOWN, "the driver's client was not ready: its look-up in DNS hangs");
            case NOBODY ->
                notReady(Problem.UNKNOWN, "the driver's client was not made in time: customize hangs, or this machine");
        };
    }

    private static Diagnosis notReady(Problem problem, String message) {
        return Diagnosis.of(problem, message, null, null);
    }

    /** Waits until {@code errand} is done, the session ended, or it is {@code until}. */
    private void await(Errand<?> errand, long until) throws InterruptedException {
        while (!errand.done() && session.live() && until - time.nanos() > 0) {
            session.bell().await(until - time.nanos());
        }
    }

    /** On an errand's thread: a client that comes too late is closed again. */
    private boolean makeAndAdopt(int number, AtomicReference<Asked> asked) {
        asked.set(Asked.SOURCES);
        Material material = Material.read(options);
        asked.set(options.uri().srv() ? Asked.NAME_SERVER : Asked.NOBODY);
        DriverClient made = session.makeClient(material);
        if (session.adopt(made, number)) {
            return true;
        }
        session.dismiss(made);
        return false;
    }

    /** Closes the attempt's client and waits for it, so that attempts in quick succession do not pile up. */
    private void discard() throws InterruptedException {
        Optional<Errand<Boolean>> closing = session.discard();
        if (closing.isPresent()) {
            await(closing.get(), time.nanos() + DISCARD.toNanos());
        }
    }

    /** What an attempt may take: the selection timeout, cut by what is left of the startup timeout. */
    private Duration budget(Duration selection) {
        return startupLeft().filter(left -> left.compareTo(selection) < 0).orElse(selection);
    }

    private Optional<Duration> startupLeft() {
        if (options.startup() == Startup.BACKGROUND) {
            return Optional.empty();
        }
        return options.startupTimeout().map(limit -> limit.minusNanos(time.nanos() - begun));
    }

    /** The pause before the next attempt; empty if there will be none. */
    private Optional<Duration> nextDelay(int failed, Diagnosis failure) {
        if (failure.fatal()) {
            return Optional.empty();
        }
        Optional<Duration> delay = options.retry().delayAfter(failed, session.random());
        boolean tooLate = delay.isPresent()
                && startupLeft()
                        .filter(left -> left.compareTo(delay.get()) <= 0)
                        .isPresent();
        return tooLate ? Optional.empty() : delay;
    }

    private void pause(Duration length) throws InterruptedException {
        long until = time.nanos() + length.toNanos();
        while (session.live() && until - time.nanos() > 0) {
            session.bell().await(until - time.nanos());
        }
    }
}
