package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.CredentialSource;
import dev.meerkat.options.Credentials;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.stats.PoolObserver;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.naming.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a first connect tells those who wait for it when something else comes first. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardTest {
    private final Dispatcher dispatcher = new Dispatcher("c", TimeSource.SYSTEM, (event, listener, failure) -> {});
    private final Gate gate = new Gate("c", TimeSource.SYSTEM, GatePolicies.BEFORE_OPEN, any -> false);
    private final StateCell cell = new StateCell("c", TimeSource.SYSTEM, gate, dispatcher);
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void end() {
        ended.countDown();
    }

    private Session session(ConnectionOptions options, Consumer<MongoClient> whenMade) {
        cell.move(Move.of(Trigger.OPEN));
        return new Session(
                "c",
                options,
                TimeSource.SYSTEM,
                new Random(1),
                cell,
                whenMade,
                opened -> {},
                new PoolObserver() {},
                LeakWatch.OFF,
                new Lineage(),
                true);
    }

    private static ConnectionOptions.Builder nowhere() {
        return ConnectionOptions.builder().uri("mongodb://127.0.0.1:1/").retry(RetryPolicy.none());
    }

    /** An attempt that fails for good, just after {@code meanwhile}. */
    private Session failedAfter(Consumer<Session> meanwhile) {
        Session[] own = new Session[1];
        own[0] = session(nowhere().build(), made -> {
            meanwhile.accept(own[0]);
            throw new NoSuchMethodError("'void com.mongodb.client.MongoClient.appendMetadata(java.lang.Object)'");
        });
        new Guard(own[0]).run();
        return own[0];
    }

    @Test
    void S7_a_connect_that_fails_after_the_close_began_tells_of_the_close() {
        Session session = failedAfter(own -> cell.move(Move.of(Trigger.CLOSE)));

        assertThat(session.first()).isCompletedWithValue(Outcome.closed());
        assertThat(cell.state()).isEqualTo(ConnectionState.DRAINING);
    }

    @Test
    void R1_a_connect_that_fails_after_a_rotation_took_over_has_succeeded() throws Exception {
        Session next = session(nowhere().build(), made -> {});
        Session session = failedAfter(own -> cell.move(Move.of(Trigger.ROTATE), () -> own.cede(next)));
        session.ceded();

        assertThat(session.first().get().connected()).isTrue();
        assertThat(cell.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void S3_a_connect_that_fails_by_itself_tells_why() throws Exception {
        Session session = failedAfter(own -> {});

        assertThat(session.first().get().failure().problem()).isEqualTo(Problem.CLASS_PATH);
        assertThat(cell.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void S7_an_attempt_that_is_cancelled_while_its_client_is_made_blames_nobody() {
        Session[] own = new Session[1];
        own[0] = session(nowhere().build(), made -> {
            own[0].cancel();
            await();
        });
        own[0].attempt(1);

        assertThatThrownBy(() -> new Guard(own[0]).attempt(1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void O3_a_source_of_the_login_that_hangs_is_blamed_and_not_the_name_server() throws Exception {
        CredentialSource hanging = CredentialSource.callback(
                () -> {
                    await();
                    throw new IllegalStateException("the test ended");
                },
                Duration.ofMinutes(1));

        assertThat(problemOf(nowhere().credential(hanging), made -> {})).isEqualTo(Problem.CREDENTIAL_UNAVAILABLE);
    }

    @Test
    void O3_a_client_that_is_not_ready_although_the_login_was_read_is_blamed_on_the_name_server() throws Exception {
        CredentialSource ready =
                CredentialSource.callback(() -> Credentials.of("ada", "secret"), Duration.ofMinutes(1));
        String before = System.getProperty(Context.PROVIDER_URL);
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            System.setProperty(Context.PROVIDER_URL, "dns://127.0.0.1:" + silent.getLocalPort());
            ConnectionOptions.Builder looked =
                    nowhere().uri("mongodb+srv://cluster.example.org/").credential(ready);

            assertThat(problemOf(looked, made -> {})).isEqualTo(Problem.SRV_DNS_DOWN);
        } finally {
            if (before == null) {
                System.clearProperty(Context.PROVIDER_URL);
            } else {
                System.setProperty(Context.PROVIDER_URL, before);
            }
        }
    }

    @Test
    void O3_a_client_that_asks_no_name_server_and_hangs_is_not_blamed_on_one() throws Exception {
        assertThat(problemOf(nowhere(), made -> await())).isEqualTo(Problem.UNKNOWN);
    }

    @Test
    void O1_the_time_that_this_process_takes_to_make_its_client_is_not_the_servers() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        Session session =
                session(nowhere().serverSelectionTimeout(Duration.ofMillis(1)).build(), made -> {
                    try {
                        late.await(50, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException asTheTestEnds) {
                        Thread.currentThread().interrupt();
                    }
                });
        new Guard(session).run();

        assertThat(session.first().get().failure().problem()).isIn(Problem.REFUSED, Problem.SELECTION_TIMEOUT);
    }

    private Problem problemOf(ConnectionOptions.Builder options, Consumer<MongoClient> whenMade) throws Exception {
        Duration enough = Duration.ofSeconds(1);
        Session session = session(options.serverSelectionTimeout(enough).build(), whenMade);
        new Guard(session).run();
        return session.first().get().failure().problem();
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException asTheTestEnds) {
            Thread.currentThread().interrupt();
        }
    }
}
