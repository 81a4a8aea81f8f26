package dev.meerkat.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.internal.time.TimeSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G3: what a wait at the gate that ends badly says of its length and of the last failure. Time is the test's own. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateWaitTest {
    private static final Diagnosis REFUSED = Diagnosis.of(Problem.REFUSED, "h:1 refused", "h:1", null);
    private static final Origin ORDERS = new Origin() {
        @Override
        public String namespace() {
            return "shop.orders";
        }

        @Override
        public ReadPreference readPreference() {
            return ReadPreference.primary();
        }

        @Override
        public long timeoutMillis() {
            return 0;
        }
    };

    private volatile long millis;
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };
    private volatile boolean readable;
    private final Gate gate =
            new Gate("c", time, new GatePolicy(true, Duration.ofSeconds(20), 10), preference -> readable);
    private final CompletableFuture<MeerkatException> refusal = new CompletableFuture<>();

    /** A caller that has waited for 700 ms. */
    private Thread waiter() {
        gate.set(ConnectionState.INTERRUPTED, null, REFUSED);
        Thread caller = new Thread(() -> {
            try {
                gate.admit("insertOne", ORDERS, false, null);
                refusal.completeExceptionally(new AssertionError("admitted"));
            } catch (MeerkatException refused) {
                refusal.complete(refused);
            }
        });
        caller.setDaemon(true);
        caller.start();
        while (gate.waiting() == 0) {
            Thread.onSpinWait();
        }
        millis = 700;
        return caller;
    }

    @Test
    void G3_a_caller_whose_connection_is_closed_meanwhile_is_told_how_long_it_has_waited() throws Exception {
        waiter();
        gate.set(ConnectionState.DRAINING, null, null);

        assertThat(refusal.get()).hasMessageStartingWith("MK-CLOSED").hasMessageContaining("waited=700ms");
    }

    @Test
    void G3_a_caller_that_is_interrupted_is_told_how_long_it_has_waited_and_the_last_failure() throws Exception {
        waiter().interrupt();

        MeerkatException told = refusal.get();
        assertThat(told).hasMessageContaining("waited=700ms").hasMessageContaining("MK-REFUSED");
        assertThat(told.lastFailure()).contains(REFUSED);
    }

    @Test
    void G3_a_caller_that_is_interrupted_is_told_the_failure_that_was_found_while_it_waited() throws Exception {
        Thread caller = waiter();
        Diagnosis newer = Diagnosis.of(Problem.UNKNOWN_HOST, "no h", "h:1", null);
        gate.set(ConnectionState.INTERRUPTED, null, newer);
        caller.interrupt();

        assertThat(refusal.get().lastFailure()).contains(newer);
    }

    @Test
    void G3_a_caller_for_whom_waiting_cannot_help_any_more_is_told_how_long_it_has_waited() throws Exception {
        waiter();
        gate.set(ConnectionState.INTERRUPTED, null, Diagnosis.of(Problem.AUTH_FAILED, "refused", "h:1", null));

        assertThat(refusal.get()).hasMessageStartingWith("MK-AUTH-FAILED").hasMessageContaining("waited=700ms");
    }

    @Test
    void G3_a_caller_whose_connection_gives_up_is_told_how_long_it_has_waited() throws Exception {
        waiter();
        gate.set(ConnectionState.FAILED, null, REFUSED);

        assertThat(refusal.get()).hasMessageStartingWith("MK-REFUSED").hasMessageContaining("waited=700ms");
    }

    @Test
    void S16_a_read_that_a_member_could_serve_is_refused_where_the_cause_is_fatal() {
        readable = true;
        MongoClient untouched = (MongoClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoClient.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        gate.set(ConnectionState.INTERRUPTED, new Generation(untouched), REFUSED);
        gate.admit("find", ORDERS, true, null).release();
        gate.set(
                ConnectionState.INTERRUPTED,
                new Generation(untouched),
                Diagnosis.of(Problem.AUTH_FAILED, "refused", "h:1", null));

        assertThatThrownBy(() -> gate.admit("find", ORDERS, true, null))
                .isInstanceOf(MeerkatException.class)
                .hasMessageStartingWith("MK-AUTH-FAILED");
    }
}
