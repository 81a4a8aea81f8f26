package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G2, G3: who waits, how long, and what the exception of a wait in vain says. */
abstract class GateWaitingContract extends ContractCase {
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    /** From the state's change to the end of an operation on loopback, on a loaded machine. */
    private static final Duration WOKEN = Duration.ofMillis(500);

    /** These rules begin where an outage is known; how soon it is, is another rule's matter. */
    @Override
    protected ConnectionOptions.Builder options() {
        return super.options().heartbeatFrequency(Duration.ofMillis(500));
    }

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.client().getDatabase("gate").getCollection("orders");
    }

    private static Work<Boolean> insert(Connection connection) {
        return Work.begin("shopper", () -> {
            orders(connection).insertOne(new Document());
        });
    }

    /** A connection that lost its server. */
    private EventRecorder interrupted(ConnectionOptions options) {
        EventRecorder recorder = recorded();
        recorder.connection().open(options);
        server().kill();
        recorder.awaits(Disconnected.class);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.INTERRUPTED);
        return recorder;
    }

    /** A connection that has not reached its server yet. */
    private EventRecorder connecting(ConnectionOptions options) {
        server().kill();
        EventRecorder recorder = recorded("early");
        recorder.connection().openAsync();
        registry().createConnection("early", options);
        Work.awaitState(recorder.connection(), ConnectionState.CONNECTING);
        return recorder;
    }

    private void assertWokenByRecovery(EventRecorder recorder) {
        Work<Boolean> insert = insert(recorder.connection());
        Work.awaitWaiting(recorder.connection(), 1);
        assertThat(recorder.connection().status().inFlight()).isZero();

        server().restart();
        Connected connected = recorder.awaits(Connected.class);
        insert.value();

        assertThat(Duration.ofNanos(insert.end().nanos() - connected.nanos())).isLessThan(WOKEN);
        assertThat(recorder.connection().status().waiting()).isZero();
    }

    @Test
    void G2_in_an_outage_a_caller_waits_and_is_woken_the_moment_the_state_changes() {
        assertWokenByRecovery(interrupted(options().build()));
    }

    @Test
    void G2_while_connecting_a_caller_waits_and_is_woken_the_moment_the_state_changes() {
        assertWokenByRecovery(connecting(options().build()));
    }

    @Test
    void G2_without_bufferCommands_a_caller_fails_at_once_in_an_outage() {
        Work<Boolean> insert =
                insert(interrupted(options().bufferCommands(false).build()).connection());

        assertRefusedAtOnce(insert, Problem.NOT_CONNECTED);
    }

    @Test
    void G2_without_bufferCommands_a_caller_fails_at_once_while_connecting() {
        Work<Boolean> insert =
                insert(connecting(options().bufferCommands(false).build()).connection());

        assertRefusedAtOnce(insert, Problem.NOT_CONNECTED);
    }

    private static void assertRefusedAtOnce(Work<?> work, Problem problem) {
        assertThat(work.failure()).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(((ConnectionUnavailableException) work.failure()).problemCode())
                .isEqualTo(problem.code());
        assertThat(work.took()).isLessThan(AT_ONCE);
    }

    @Test
    void G2_a_caller_waits_for_bufferTimeout_and_no_longer() {
        Duration timeout = Duration.ofMillis(700);
        Work<Boolean> insert =
                insert(interrupted(options().bufferTimeout(timeout).build()).connection());

        assertThat(insert.failure()).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(insert.took()).isBetween(timeout, timeout.plus(AT_ONCE));
    }

    @Test
    void G3_a_wait_that_ends_during_the_first_attempt_is_explained_by_what_is_known_so_far() {
        ConnectionOptions patient = options()
                .serverSelectionTimeout(Duration.ofMinutes(1))
                .bufferTimeout(Duration.ofSeconds(1))
                .build();
        Connection connection = connecting(patient).connection();

        Work<Boolean> insert = insert(connection);

        assertThat(insert.failure()).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(insert.failure()).hasMessageContaining(Problem.REFUSED.code());
        assertThat(connection.status().attempt()).isOne();
        assertThat(connection.status().diagnosis().orElseThrow().problem()).isEqualTo(Problem.REFUSED);
    }

    @Test
    void G2_a_caller_never_waits_longer_than_the_operations_own_timeout() {
        Connection connection = interrupted(options().build()).connection();

        Work<Boolean> insert = Work.begin("shopper", () -> {
            orders(connection).withTimeout(600, TimeUnit.MILLISECONDS).insertOne(new Document());
        });

        assertThat(insert.failure()).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(insert.took())
                .isBetween(Duration.ofMillis(600), Duration.ofMillis(600).plus(AT_ONCE));
    }

    @Test
    void G2_when_maxBuffered_callers_wait_one_more_is_refused_at_once_and_the_others_are_served() {
        EventRecorder recorder = interrupted(options().maxBuffered(3).build());
        Connection connection = recorder.connection();
        List<Work<Boolean>> waiting =
                IntStream.range(0, 3).mapToObj(i -> insert(connection)).toList();
        Work.awaitWaiting(connection, 3);

        Work<Boolean> oneMore = insert(connection);

        assertRefusedAtOnce(oneMore, Problem.TOO_MANY_WAITING);
        assertThat(connection.status().waiting()).isEqualTo(3);
        server().restart();
        waiting.forEach(Work::value);
    }

    @Test
    void G2_a_place_that_is_free_again_is_given_to_the_next() {
        Connection connection = interrupted(options().maxBuffered(1).build()).connection();
        Work<Boolean> first = Work.begin("hasty", () -> {
            orders(connection).withTimeout(100, TimeUnit.MILLISECONDS).insertOne(new Document());
        });
        first.failure();

        Work<Boolean> second = insert(connection);
        Work.awaitWaiting(connection, 1);
        server().restart();

        second.value();
    }

    @Test
    void G2_an_interrupted_caller_stops_waiting_and_keeps_its_flag() throws InterruptedException {
        Connection connection = interrupted(options().build()).connection();
        Throwable[] failure = new Throwable[1];
        boolean[] flag = new boolean[1];
        Thread caller = new Thread(() -> {
            try {
                orders(connection).insertOne(new Document());
            } catch (RuntimeException expected) {
                failure[0] = expected;
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        caller.start();
        Work.awaitWaiting(connection, 1);

        caller.interrupt();
        caller.join(AT_ONCE.toMillis());

        assertThat(failure[0]).isInstanceOf(WaitInterruptedException.class);
        assertThat(flag[0]).isTrue();
        assertThat(connection.status().waiting()).isZero();
    }

    @Test
    void G3_a_wait_in_vain_names_connection_operation_namespace_state_time_waited_and_the_last_diagnosis() {
        Connection connection = interrupted(
                        options().bufferTimeout(Duration.ofMillis(300)).build())
                .connection();

        ConnectionUnavailableException told =
                (ConnectionUnavailableException) insert(connection).failure();

        assertThat(told)
                .hasMessageStartingWith(Problem.BUFFER_TIMEOUT.code() + ": ")
                .hasMessageContaining("connection=default")
                .hasMessageContaining("operation=insertOne")
                .hasMessageContaining("namespace=gate.orders")
                .hasMessageContaining("state=INTERRUPTED")
                .hasMessageFindingMatch("waited=[3-7]\\d\\dms");
        // What the driver's check met: a server that is just dying may still accept and then close.
        Diagnosis last = told.lastFailure().orElseThrow();
        assertThat(last.problem()).isIn(Problem.REFUSED, Problem.CLOSED_AT_ONCE, Problem.RESET);
        assertThat(told).hasMessageContaining(last.code());
        assertThat(told.diagnosis().problem()).isEqualTo(Problem.BUFFER_TIMEOUT);
    }

    @Test
    void G3_a_refusal_without_a_wait_says_the_same_things() {
        Connection connection =
                interrupted(options().bufferCommands(false).build()).connection();

        Throwable told = insert(connection).failure();

        assertThat(told)
                .hasMessageContaining("connection=default")
                .hasMessageContaining("operation=insertOne")
                .hasMessageContaining("namespace=gate.orders")
                .hasMessageContaining("state=INTERRUPTED")
                .hasMessageContaining("waited=0ms");
        assertThat(((ConnectionUnavailableException) told).lastFailure()).isPresent();
    }
}
