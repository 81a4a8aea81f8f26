package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.Evidence;
import dev.meerkat.internal.driver.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One try to prove that a driver client's deployment accepts the connection, ended by success, a fatal cause or its deadline.
 *
 * <p>While the driver selects a server, logs in and pings on an errand's thread, the guard watches the evidence, so that a fatal cause ends
 * the try long before the driver's own timeout does. Because the driver asks a lost server every 0.5 s only while a selection waits, a
 * try is also what makes it ask. Confined to the guard's thread. Source: contract O1 to O4, S5.
 */
final class Proving {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final Session session;
    private final DriverClient client;
    private final Runnable watch;
    private final long deadline;
    private @Nullable Errand<Boolean> verifying;
    private @Nullable Errand<Optional<Diagnosis>> probing;
    private @Nullable Probe probe;
    private @Nullable Throwable lastFailure;
    private String told = "";
    private long pausedUntil;

    /** Prepares a try; {@code watch} is called at every turn, on the guard's thread. */
    Proving(Session session, DriverClient client, Duration budget, Runnable watch) {
        this.session = session;
        this.client = client;
        this.watch = watch;
        this.deadline = session.time().nanos() + budget.toNanos();
        this.pausedUntil = session.time().nanos();
    }

    /**
     * Tries.
     *
     * @return null if the deployment is proven, else why not
     * @throws InterruptedException when the session was cancelled
     */
    @Nullable
    Diagnosis run() throws InterruptedException {
        try {
            while (session.live()) {
                long untold = client.facts().look().map(Duration::toNanos).orElse(Long.MAX_VALUE);
                watch.run();
                long now = session.time().nanos();
                if (proven(now)) {
                    return null;
                }
                Diagnosis failure = failure(now);
                if (failure != null) {
                    return failure;
                }
                tellSoFar();
                session.bell().await(Math.min(nextLook(now) - now, untold));
            }
            throw new InterruptedException("cancelled");
        } finally {
            abandon(verifying);
            abandon(probing);
            if (probe != null) {
                probe.close();
            }
        }
    }

    /** Collects the running verification, or begins the next one; tells whether it succeeded. */
    private boolean proven(long now) {
        Errand<Boolean> running = verifying;
        if (running == null) {
            if (now - pausedUntil >= 0 && deadline - now > 0) {
                verifying = session.ask("verify", () -> verify(Duration.ofNanos(deadline - now)));
            }
            return false;
        }
        if (!running.done()) {
            return false;
        }
        verifying = null;
        if (running.failure() == null) {
            return true;
        }
        lastFailure = running.failure();
        pausedUntil = now + PAUSE;
        return false;
    }

    private boolean verify(Duration budget) {
        client.verify(session.options().database(), budget);
        return true;
    }

    private @Nullable Diagnosis failure(long now) {
        Evidence evidence = client.facts().evidence();
        if (lastFailure != null) {
            Diagnosis explained = connected() ? Diagnosis.ofConnecting(lastFailure, null) : evidence.best(lastFailure);
            if (explained.fatal()) {
                return explained;
            }
        }
        Optional<Diagnosis> shown = connected() ? Optional.empty() : shown(evidence, now);
        return shown.isPresent() || deadline - now > 0 ? shown.orElse(null) : evidence.best(lastFailure);
    }

    /** While connected the watch alone decides when the monitor's evidence suffices, and one failed check never does. Source: contract S4. */
    private boolean connected() {
        return session.serving() && session.cell().state() == ConnectionState.CONNECTED;
    }

    /** A fatal cause that the driver's evidence or the probe shows. */
    private Optional<Diagnosis> shown(Evidence evidence, long now) {
        Optional<Diagnosis> fatal = client.facts().accepted() ? Optional.empty() : evidence.fatal();
        return fatal.isPresent()
                ? fatal
                : Optional.ofNullable(probe(evidence, now)).filter(Diagnosis::fatal);
    }

    /** Keeps what is known while the try still runs, for the status and for callers whose own wait ends before. Source: contract G3. */
    private void tellSoFar() {
        Optional<Diagnosis> known = client.facts().evidence().known();
        if (session.serving()
                && known.isPresent()
                && !known.get().fatal()
                && !known.get().toString().equals(told)) {
            told = known.get().toString();
            session.cell().explain(known.get(), session::live);
        }
    }

    /** Asks the one question of its own when the driver's facts alone cannot tell two causes apart. */
    private @Nullable Diagnosis probe(Evidence evidence, long now) {
        Errand<Optional<Diagnosis>> asked = probing;
        if (asked == null) {
            evidence.wantsProbe(now).ifPresent(target -> {
                Probe question = new Probe(target, client.settings(), evidence, session.time());
                probe = question;
                probing = session.ask("probe", question::ask);
            });
            return null;
        }
        Optional<Diagnosis> answer = asked.result();
        return answer == null ? null : answer.orElse(null);
    }

    /** When to look again if nobody rings: at the deadline, after the pause, or when a silent check becomes worth a probe. */
    private long nextLook(long now) {
        long next = deadline;
        if (verifying == null && pausedUntil - now > 0) {
            next = earlier(next, pausedUntil);
        }
        OptionalLong due = client.facts().evidence().probeDueAt();
        return probing == null && due.isPresent() && due.getAsLong() - now > 0 ? earlier(next, due.getAsLong()) : next;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    private static void abandon(@Nullable Errand<?> errand) {
        if (errand != null && !errand.done()) {
            errand.abandon();
        }
    }
}
