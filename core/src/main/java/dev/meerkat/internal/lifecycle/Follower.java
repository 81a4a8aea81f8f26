package dev.meerkat.internal.lifecycle;

import dev.meerkat.internal.files.FileWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.CredentialSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what the login and the certificates of one session come from, and rotates the connection when it has changed. A rotation that
 * fails leaves everything as it was and is tried again by the retry policy, and at once when there is another change.
 *
 * <p>Confined to its thread, which ends with the session: after a rotation the next session's follower goes on. Source: contract R1.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** How often TLS files are read although nobody told that they changed. */
    private static final Duration REREAD = Duration.ofSeconds(5);

    private final Session session;
    private final ConnectionOptions options;
    private final Supplier<CompletableFuture<?>> rotate;
    private final TimeSource time;

    /** The fingerprint that a rotation was last tried for, in vain so far. */
    private @Nullable String tried;

    private int failures;

    /** When to try again, in monotonic nanoseconds; empty when the retry policy has no further attempt. */
    private Optional<Long> nextTry = Optional.empty();

    private Follower(Session session, Supplier<CompletableFuture<?>> rotate) {
        this.session = session;
        this.options = session.options();
        this.rotate = rotate;
        this.time = session.time();
    }

    /** Begins to follow on a thread of the session's, if there is anything to follow; {@code rotate} begins a rotation to the same options. */
    static void follow(Session session, Supplier<CompletableFuture<?>> rotate) {
        if (Material.changes(session.options())) {
            Follower follower = new Follower(session, rotate);
            session.ask("follow", () -> {
                follower.run();
                return true;
            });
        }
    }

    private void run() throws InterruptedException {
        Duration pause = options.credentialSource().map(CredentialSource::every).orElse(REREAD);
        try (FileWatch files = FileWatch.of(Material.files(options))) {
            while (session.live()) {
                Duration next =
                        look().filter(retry -> retry.compareTo(pause) < 0).orElse(pause);
                files.await(next);
            }
        }
    }

    /** Rotates if there is something new, or if it is time to try again; tells when that is. */
    private Optional<Duration> look() throws InterruptedException {
        String now = String.valueOf(Material.fingerprintNow(options));
        if (now.equals(session.fingerprint()) || !session.live()) {
            tried = null;
            return Optional.empty();
        }
        if (!now.equals(tried)) {
            tried = now;
            failures = 0;
            nextTry = Optional.of(time.nanos());
        }
        if (nextTry.isPresent() && nextTry.get() - time.nanos() <= 0 && !rotated()) {
            failures++;
            nextTry =
                    options.retry().delayAfter(failures, session.random()).map(delay -> time.nanos() + delay.toNanos());
        }
        return nextTry.map(at -> Duration.ofNanos(Math.max(1, at - time.nanos())));
    }

    private boolean rotated() throws InterruptedException {
        try {
            rotate.get().get();
            return true;
        } catch (ExecutionException failed) {
            LOG.debug("[{}] the new login or certificate was not taken over", session.connection());
            return false;
        }
    }
}
