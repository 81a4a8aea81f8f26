package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Heartbeats;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.event.PoolCleared;
import dev.meerkat.event.Reconnected;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S4, S5, S15: how an outage is told, what is none, and how the connection comes back. */
abstract class OutageContract extends ContractCase {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A heartbeat short enough to notice a loss on servers that do not stream theirs. */
    private ConnectionOptions.Builder watchful() {
        return options().heartbeatFrequency(Duration.ofMillis(500));
    }

    private FaultProxy proxy() {
        return keep(FaultProxy.inFrontOf(server().host(), server().port()));
    }

    /** Nobody listens any more, and whoever was connected is reset: a process that died. */
    private static void die(FaultProxy proxy) {
        proxy.refuse();
        proxy.resetAll();
    }

    @Test
    void S4_an_outage_is_told_within_a_second_of_the_driver_noticing() {
        Heartbeats heartbeats = new Heartbeats();
        EventRecorder recorder = recorded();
        recorder.connection().open(watchful().customize(heartbeats).build());
        recorder.forget();
        server().kill();
        Disconnected lost = recorder.awaits(Disconnected.class);

        recorder.assertSequence("Disconnected");
        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis()).isPresent();
        assertThat(lost.from()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(lost.to()).isEqualTo(ConnectionState.INTERRUPTED);
        assertThat(Duration.ofNanos(lost.nanos() - heartbeats.firstFailure())).isLessThan(within(SECOND));
        assertThat(recorder.connection().status().writable()).isFalse();
    }

    @Test
    void S4_a_kill_is_told_once_however_long_the_outage_lasts() {
        EventRecorder recorder = recorded();
        recorder.connection().open(watchful().build());
        recorder.forget();
        server().kill();
        recorder.awaits(Disconnected.class);
        // Long enough for several more failed checks: the driver asks every half second while a selection waits.
        recorder.assertQuiet(Duration.ofMillis(1500));
        recorder.assertSequence("Disconnected");
    }

    @Test
    void S4_sockets_reset_while_the_next_check_succeeds_are_a_cleared_pool_and_no_outage() {
        FaultProxy proxy = proxy();
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(options().uri(proxy.uri()).build());
        recorder.forget();
        for (int round = 0; round < 3; round++) {
            proxy.resetAll();
            // Until a write succeeds again: a reset into the driver's next check would be a second failure in a row.
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> attempt(connection));
        }

        recorder.awaits(PoolCleared.class);
        recorder.assertQuiet(Duration.ofMillis(700));
        recorder.assertSequence();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        connection.database().getCollection("s4").insertOne(new Document("after", 1));
    }

    @Test
    void S4_a_server_that_takes_no_new_connection_is_an_outage_even_while_the_monitor_hears_it() {
        FaultProxy proxy = proxy();
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(watchful()
                        .uri(proxy.uri())
                        .maxIdleTime(Duration.ofMillis(1)) // no pooled connection is left to be used again
                        .retry(RetryPolicy.fixed(Duration.ofMillis(100)))
                        .build());
        recorder.forget();
        proxy.refuse();
        await().until(() -> {
            attempt(connection);
            return !recorder.events(Disconnected.class).isEmpty();
        });

        Disconnected lost = recorder.awaits(Disconnected.class);
        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis().orElseThrow().code()).isEqualTo(Problem.REFUSED.code());
        assertThat(connection.status().writable()).isFalse();
        assertThat(connection.health().status()).isEqualTo(HealthStatus.DOWN);

        proxy.pass();
        recorder.awaits(Opened.class);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        connection.database().getCollection("s4").insertOne(new Document("after", 4));
    }

    @Test
    void S4_an_operations_socket_closed_by_the_server_is_no_outage() {
        needs(Capability.FAIL_POINTS);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();
        server().command(Document.parse(
                "{configureFailPoint: 'failCommand', mode: {times: 2}, data: {failCommands: ['insert'],"
                        + " closeConnection: true}}"));
        attempt(connection);
        recorder.awaits(PoolCleared.class);
        server().command(Document.parse("{configureFailPoint: 'failCommand', mode: 'off'}"));
        connection.database().getCollection("s4").insertOne(new Document("after", 2));

        recorder.assertQuiet(Duration.ofMillis(700));
        recorder.assertSequence();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void S4_a_check_that_fails_once_before_the_next_succeeds_is_no_outage() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(watchful().build());
        recorder.forget();
        // The external server gives every second or third streamed answer a number that the driver refuses.
        recorder.assertQuiet(Duration.ofSeconds(2));
        connection.database().getCollection("s4").insertOne(new Document("after", 3));

        recorder.assertSequence();
    }

    /** Answers every other check with an error of a fatal kind; what it makes of the server the driver tells only after {@code held}. */
    private EventRecorder oneBadCheck(Duration heartbeat, HelloScript afterwards, Runnable held) {
        HelloScript healthy = healthy();
        ScriptedListener server = keep(ScriptedListener.mongo(healthy));
        // Meerkat hears of the failed check first, and then the driver's event thread is held.
        Heartbeats heartbeats = new Heartbeats().afterEachFailure(() -> {
            server.play(afterwards);
            held.run();
        });
        EventRecorder recorder = recorded();
        recorder.connection()
                .open(options()
                        .uri(server.uri())
                        .heartbeatFrequency(heartbeat)
                        .customize(heartbeats)
                        .build());
        recorder.forget();
        server.play(healthy.on("hello", Answer.error(322, "Provided apiVersion is not supported")));
        recorder.awaits(PoolCleared.class);
        await().untilAsserted(heartbeats::firstFailure);
        return recorder;
    }

    private static HelloScript healthy() {
        return HelloScript.standalone()
                .on(
                        "listCollections",
                        Answer.reply(BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}")));
    }

    @Test
    void S4_a_check_that_is_once_answered_with_a_fatal_cause_is_no_outage_however_late_the_driver_tells_it() {
        EventRecorder recorder = oneBadCheck(Duration.ofSeconds(1), healthy(), OutageContract::awaitRecovering);

        recorder.assertQuiet(Duration.ofMillis(1200));
        recorder.assertSequence();
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(recorder.connection().status().writable()).isTrue();
    }

    @Test
    void S15_a_server_that_has_just_answered_is_not_stale_however_late_the_driver_tells_it() {
        Duration heartbeat = Duration.ofMillis(500);
        Duration stale = heartbeat.multipliedBy(2);
        HelloScript slow = healthy().on("ping", Answer.ok().after(stale));
        EventRecorder recorder = oneBadCheck(
                heartbeat,
                slow,
                () -> await().pollDelay(stale)
                        .until(() -> registry().connection().status().writable()));

        recorder.assertQuiet(stale);
        recorder.assertSequence();
    }

    /** Waits until Meerkat proves the deployment again. */
    private static void awaitRecovering() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ClientThreads.alive().stream()
                        .anyMatch(thread -> thread.getName().equals("meerkat-default-verify")));
    }

    @Test
    void S4_a_refusing_proxy_is_an_outage_where_a_resetting_one_is_none() {
        FaultProxy proxy = proxy();
        EventRecorder recorder = recorded();
        recorder.connection().open(watchful().uri(proxy.uri()).build());
        recorder.forget();
        die(proxy);

        assertThat(recorder.awaits(Disconnected.class).reason()).isEqualTo(Disconnected.Reason.OUTAGE);
    }

    @Test
    void S5_a_recovery_tells_connected_reconnected_opened_with_the_downtime() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(watchful().build());
        recorder.forget();
        server().kill();
        Disconnected lost = recorder.awaits(Disconnected.class);
        server().restart();
        Reconnected back = recorder.awaits(Reconnected.class);
        recorder.awaits(Opened.class);

        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        assertThat(back.downtime())
                .isBetween(Duration.ofMillis(1), between(lost, back).plusMillis(50));
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        connection.database().getCollection("s5").insertOne(new Document("after", 1));
    }

    @Test
    void S5_recovery_follows_listening_within_a_second_at_the_default_heartbeat_every_time() {
        FaultProxy proxy = proxy();
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(options().uri(proxy.uri()).build());
        // A server that does not stream its checks takes the driver a second to lose: fewer rounds say as much there.
        int rounds = kind().capabilities().contains(Capability.KILL) ? 10 : 4;
        for (int round = 1; round <= rounds; round++) {
            recorder.forget();
            die(proxy);
            // The embedded server does not stream heartbeats: an operation makes the driver look.
            look(connection, () -> {});
            recorder.awaits(Disconnected.class);
            proxy.pass();
            long listening = System.nanoTime();
            Connected back = recorder.awaits(Connected.class);
            recorder.awaits(Opened.class);

            assertThat(Duration.ofNanos(back.nanos() - listening))
                    .as("round " + round)
                    .isLessThan(within(SECOND));
            recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        }
    }

    @Test
    void S5_a_killed_and_restarted_server_is_connected_within_a_second_and_no_acknowledged_write_is_lost() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        var collection = connection.database().getCollection("s5_tally");
        Tally tally = new Tally();
        for (int round = 1; round <= 3; round++) {
            recorder.forget();
            for (int write = 0; write < 20; write++) {
                String id = round + "-" + write;
                tally.tries(id);
                collection.insertOne(new Document("_id", id));
                tally.acknowledges(id);
            }
            server().kill();
            look(connection, () -> {});
            recorder.awaits(Disconnected.class);
            server().restart();
            long listening = System.nanoTime();
            assertThat(Duration.ofNanos(recorder.awaits(Connected.class).nanos() - listening))
                    .as("round " + round)
                    .isLessThan(within(SECOND));
        }
        collection.find().forEach(found -> tally.finds(found.get("_id")));
        assertThat(tally.acknowledged()).isEqualTo(60);
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
        assertThat(tally.strange()).as(tally.toString()).isEmpty();
    }

    @Test
    void S15_silence_is_told_as_stale_and_S5_recovery_follows_within_the_connect_timeout_and_a_second() {
        FaultProxy proxy = proxy();
        EventRecorder recorder = recorded();
        recorder.connection()
                .open(watchful()
                        .uri(proxy.uri())
                        .connectTimeout(Duration.ofMillis(800))
                        .build());
        recorder.forget();
        proxy.blackHole();
        Disconnected lost = recorder.awaits(Disconnected.class);
        proxy.pass();
        long heard = System.nanoTime();
        Connected back = recorder.awaits(Connected.class);
        recorder.awaits(Opened.class);

        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.STALE);
        assertThat(Duration.ofNanos(back.nanos() - heard)).isLessThan(within(Duration.ofMillis(1800)));
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S15_an_idle_connection_with_heartbeats_is_not_stale() {
        EventRecorder recorder = recorded();
        // Polling: some servers' streamed checks fail now and then, which is another rule's business.
        recorder.connection()
                .open(watchful().uri(server().uri("serverMonitoringMode=poll")).build());
        recorder.forget();

        // Four times the heartbeat frequency: twice the age at which silence is told.
        recorder.assertQuiet(Duration.ofSeconds(2));
        recorder.assertSequence();
    }

    /** One insert, and whether it succeeded in time; bounded, because the gate holds it during an outage. */
    private static boolean attempt(Connection connection) {
        AtomicBoolean succeeded = new AtomicBoolean();
        Thread caller = look(connection, () -> succeeded.set(true));
        try {
            caller.join(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return succeeded.get();
    }

    /** One insert that nobody waits for: it makes the driver look at its server. */
    private static Thread look(Connection connection, Runnable succeeded) {
        Thread caller = new Thread(
                () -> {
                    try {
                        connection.database().getCollection("probe").insertOne(new Document());
                        succeeded.run();
                    } catch (MongoException expected) {
                        // The fault under test.
                    }
                },
                "attempt");
        caller.setDaemon(true);
        caller.start();
        return caller;
    }
}
