package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.OnEmbedded;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.CommandScript;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** O1, S15, S16, G2 where the servers have to say exactly this and no more: they answer by a script, whatever kind runs the suite. */
final class ScriptedOutageEmbeddedTest extends ContractCase implements OnEmbedded {
    private static final CommandScript DEAD = (address, command) -> Answer.hangUp();

    private static HelloScript answering(HelloScript script) {
        Answer nothing = Answer.reply(BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}"));
        return script.on("find", nothing)
                .on("insert", Answer.reply(BsonDocument.parse("{ok: 1, n: 1}")))
                .on("listCollections", nothing);
    }

    private ScriptedListener serving(CommandScript script) {
        return keep(ScriptedListener.mongo(script));
    }

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.database().getCollection("orders");
    }

    @Test
    void S15_a_heartbeat_frequency_set_in_customize_is_the_one_that_silence_is_measured_by() {
        ScriptedListener server = serving(answering(HelloScript.standalone()));
        EventRecorder recorder = recorded();
        recorder.connection()
                .open(options()
                        .uri(server.uri())
                        .heartbeatFrequency(Duration.ofMillis(500))
                        .customize(settings ->
                                settings.applyToServerSettings(each -> each.heartbeatFrequency(10, TimeUnit.SECONDS)))
                        .build());
        recorder.forget();

        // Past twice the option's frequency.
        recorder.assertQuiet(Duration.ofMillis(1300));
        recorder.assertSequence();
    }

    @Test
    void O1_an_attempt_ends_at_the_selection_timeout_that_was_set_in_customize() {
        ScriptedListener server = serving(DEAD);
        EventRecorder recorder = recorded();
        ConnectionOptions hasty = options()
                .uri(server.uri())
                .serverSelectionTimeout(Duration.ofMinutes(1))
                .retry(RetryPolicy.none())
                .customize(settings -> settings.applyToClusterSettings(
                        each -> each.serverSelectionTimeout(300, TimeUnit.MILLISECONDS)))
                .build();

        assertThat(catchThrowableOfType(
                        ConnectFailedException.class,
                        () -> recorder.connection().open(hasty)))
                .isNotNull();
        recorder.assertSequence("Connecting", "Disconnected", "Failed");
    }

    @Test
    void G2_a_read_that_waits_passes_as_soon_as_a_secondary_can_serve_it_and_a_write_goes_on_waiting() {
        ScriptedListener first = serving(DEAD);
        ScriptedListener second = serving(DEAD);
        String[] hosts = {first.address(), second.address()};
        CommandScript secondary = answering(HelloScript.secondary("a")).hosts(hosts);
        first.play(answering(HelloScript.primary("a")).hosts(hosts));
        second.play(secondary);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .uri("mongodb://" + first.address() + "," + second.address() + "/?replicaSet=a")
                        .heartbeatFrequency(Duration.ofMillis(500))
                        .build());
        List.of(first, second).forEach(server -> {
            server.play(DEAD);
            server.resetAll();
        });
        recorder.awaits(Disconnected.class);
        recorder.forget();
        Work<Boolean> write = Work.begin("writer", () -> {
            orders(connection).insertOne(new Document());
        });
        Work.awaitWaiting(connection, 1);
        // Until the secondary is known to be gone too, a read passes, and then it is the driver that waits.
        await().until(() -> !connection.status().readable());
        Work<Long> read = Work.begin("reader", () -> count(connection, ReadPreference.secondaryPreferred()));
        Work.awaitWaiting(connection, 2);

        second.play(secondary);
        assertThat(read.value()).isZero();
        assertThat(connection.state()).isEqualTo(ConnectionState.INTERRUPTED);
        assertThat(connection.status().waiting()).isOne();
        assertThat(write.ended()).isFalse();

        first.play(answering(HelloScript.primary("a")).hosts(hosts));
        write.value();
        recorder.awaits(Opened.class);
        recorder.assertSequence("Connected", "Reconnected", "Opened");
    }

    private static long count(Connection connection, ReadPreference preference) {
        return orders(connection)
                .withReadPreference(preference)
                .find()
                .into(new CopyOnWriteArrayList<>())
                .size();
    }

    /** A server with one login in plain words, which keeps the time of each and accepts it or not. */
    private static final class Doorman implements CommandScript {
        private final List<Long> logins = new CopyOnWriteArrayList<>();
        private final CommandScript house = answering(HelloScript.standalone());
        private volatile boolean strict;

        @Override
        public Answer answer(String address, BsonDocument command) {
            if (!command.getFirstKey().equals("saslStart")) {
                return house.answer(address, command);
            }
            logins.add(System.nanoTime());
            return strict
                    ? Answer.error(18, "Authentication failed.")
                    : Answer.reply(BsonDocument.parse(
                            "{ok: 1, conversationId: 1, done: true, payload: {$binary: {base64: '', subType: '00'}}}"));
        }
    }

    /** A connection whose password is no longer accepted, as it found out with its next new socket. */
    private Connection turnedAway(Doorman doorman, Duration retry) {
        ScriptedListener server = serving(doorman);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .uri("mongodb://ada:word@" + server.address()
                                + "/shop?authSource=$external&authMechanism=PLAIN")
                        .maxIdleTime(Duration.ofMillis(1))
                        .heartbeatFrequency(Duration.ofMillis(500))
                        .retry(RetryPolicy.fixed(retry))
                        .build());
        doorman.strict = true;
        doorman.logins.clear();
        // The socket of the first login serves until it has been idle for the millisecond.
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> catchThrowableOfType(
                                MongoException.class, () -> orders(connection).insertOne(new Document()))
                        != null);
        assertThat(recorder.awaits(Disconnected.class).diagnosis().orElseThrow().code())
                .isEqualTo("MK-AUTH-FAILED");
        return connection;
    }

    @Test
    void S16_after_a_refused_login_the_next_one_comes_no_sooner_than_the_retry_policy_says() {
        // Longer than the driver's checks are apart, which succeed.
        Duration pause = Duration.ofMillis(1200);
        Doorman doorman = new Doorman();
        turnedAway(doorman, pause);
        // The first is the application's, the second Meerkat's own, at once.
        await().until(() -> doorman.logins.size() >= 4);

        for (int login = 2; login < 4; login++) {
            assertThat(Duration.ofNanos(doorman.logins.get(login) - doorman.logins.get(login - 1)))
                    .as("before login " + login)
                    .isGreaterThanOrEqualTo(pause);
        }
    }

    @Test
    void S16_reads_are_refused_at_once_as_writes_are_although_the_server_answers() {
        Doorman doorman = new Doorman();
        Connection connection = turnedAway(doorman, Duration.ofMinutes(1));
        await().until(() -> doorman.logins.size() >= 2
                && connection.status().members().get(0).role().equals("STANDALONE"));

        for (ReadPreference preference : List.of(ReadPreference.primary(), ReadPreference.secondaryPreferred())) {
            MeerkatException refused =
                    catchThrowableOfType(MeerkatException.class, () -> count(connection, preference));
            assertThat(refused.problemCode()).isEqualTo("MK-AUTH-FAILED");
        }
        assertThat(doorman.logins).hasSize(2);
    }
}
