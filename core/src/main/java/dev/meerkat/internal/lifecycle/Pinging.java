package dev.meerkat.internal.lifecycle;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.health.Ping;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the deployment itself, and never waits longer than it was told to: the driver's call runs on a thread of its own, at most one for
 * each session. Thread safety: safe. Source: contract H1.
 */
final class Pinging {
    private final Lifecycle lifecycle;
    private final TimeSource time;

    Pinging(Lifecycle lifecycle, TimeSource time) {
        this.lifecycle = lifecycle;
        this.time = time;
    }

    Ping ping(Duration timeout) {
        long begun = time.nanos();
        Session session = lifecycle.session();
        DriverClient client = session == null ? null : session.client();
        if (session == null || client == null) {
            return failed(begun, Problem.NOT_CONNECTED, "the connection is not open, so there is nobody to ask", null);
        }
        CompletableFuture<Boolean> answer = session.ping(client);
        try {
            answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Ping(true, since(begun), Optional.empty());
        } catch (TimeoutException late) {
            return failed(begun, Problem.SILENT, "no answer to a ping within " + timeout.toMillis() + " ms", null);
        } catch (ExecutionException failure) {
            Diagnosis diagnosis =
                    Diagnosis.ofConnecting(failure.getCause() == null ? failure : failure.getCause(), null);
            return new Ping(false, since(begun), Optional.of(diagnosis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed(begun, Problem.WAIT_INTERRUPTED, "the wait for a ping was interrupted", interrupted);
        }
    }

    private Ping failed(long begun, Problem problem, String what, @Nullable Throwable cause) {
        return new Ping(false, since(begun), Optional.of(Diagnosis.of(problem, what, null, cause)));
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }
}
