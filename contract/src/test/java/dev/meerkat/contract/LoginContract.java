package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Failed;
import dev.meerkat.event.Opened;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** O2, S3, S16 where the server asks for a login. */
abstract class LoginContract extends ContractCase {
    private static final String USER = "ada";
    private static final String PASSWORD = "first-word-7";
    private static final String OTHER = "other-word-8";

    @Override
    protected ContractServer startServer() {
        return kind().startWithLogin("root", "root-word-9");
    }

    @BeforeEach
    void addUser() {
        server().command(new Document("createUser", USER)
                .append("pwd", PASSWORD)
                .append("roles", List.of(new Document("role", "readWriteAnyDatabase").append("db", "admin"))));
    }

    @AfterEach
    void dropUser() {
        server().command(new Document("dropUser", USER));
    }

    private ConnectionOptions.Builder as(String user, String password) {
        return options()
                .uri("mongodb://" + user + ":" + password + "@" + server().host() + ":" + server().port() + "/shop"
                        + "?authSource=admin");
    }

    @Test
    void O2_a_right_login_connects() {
        EventRecorder recorder = recorded();
        recorder.connection().open(as(USER, PASSWORD).build());

        recorder.assertSequence("Connecting", "Connected", "Opened");
        recorder.connection().database().getCollection("o2").insertOne(new Document());
    }

    @Test
    void O2_a_ping_passes_without_credentials_and_the_open_is_refused_for_want_of_a_login() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(recorder, options().build());

        assertThat(thrown.problemCode()).isEqualTo("MK-LOGIN-REQUIRED");
        assertGaveUpWithinASecond(recorder);
    }

    @Test
    void O3_a_login_without_any_right_connects_for_a_missing_right_is_fatal_for_its_operation_alone() {
        server().command(new Document("createUser", "guest")
                .append("pwd", PASSWORD)
                .append("roles", List.of()));
        try {
            Connection connection =
                    registry().connection().open(as("guest", PASSWORD).build());
            MongoException thrown = catchThrowableOfType(
                    MongoException.class,
                    () -> connection.database().getCollection("c").find().first());

            assertThat(thrown.getCode()).isEqualTo(13);
            assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        } finally {
            server().command(new Document("dropUser", "guest"));
        }
    }

    @Test
    void S3_a_wrong_password_is_fatal_within_a_second_and_in_no_text() {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = failure(recorder, as(USER, OTHER).build());

        assertThat(thrown.problemCode()).isEqualTo("MK-AUTH-FAILED");
        assertGaveUpWithinASecond(recorder);
        assertThat(thrown.getMessage() + recorder.events()).doesNotContain(OTHER);
    }

    @Test
    void O5_wrong_passwords_leave_no_thread_and_no_socket_behind() {
        Leaks leaks = Leaks.before(server());
        EventRecorder recorder = recorded();
        for (int round = 0; round < 3; round++) {
            failure(recorder, as(USER, OTHER).build());
        }
        leaks.awaitNone(Duration.ofSeconds(3));
    }

    @Test
    void S16_a_password_changed_while_connected_is_a_fatal_outage_and_operations_are_refused_at_once() {
        EventRecorder recorder = recorded();
        MongoCollection<Document> collection = rotatedAway(recorder);
        Disconnected lost = recorder.events(Disconnected.class).get(0);

        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis()).hasValueSatisfying(diagnosis -> {
            assertThat(diagnosis.code()).isEqualTo("MK-AUTH-FAILED");
            assertThat(diagnosis.fatal()).isTrue();
        });
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.INTERRUPTED);
        long began = System.nanoTime();
        MeerkatException refused =
                catchThrowableOfType(MeerkatException.class, () -> collection.insertOne(new Document()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(within(Duration.ofMillis(500)));
        assertThat(refused.diagnosis().code()).isEqualTo("MK-AUTH-FAILED");
        assertThat(refused).hasMessageContaining("default").hasMessageNotContaining(PASSWORD);
    }

    @Test
    void S16_the_state_does_not_flap_while_the_server_answers_hello_and_refuses_the_login() {
        EventRecorder recorder = recorded();
        rotatedAway(recorder);
        // Several rounds of the policy's 200 ms, and of the driver's own checks that succeed meanwhile.
        recorder.assertQuiet(Duration.ofSeconds(2));
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.INTERRUPTED);

        recorder.assertSequence("Disconnected");
    }

    @Test
    void S16_the_connection_recovers_when_the_password_is_changed_back_and_its_handles_stay_valid() {
        EventRecorder recorder = recorded();
        MongoCollection<Document> collection = rotatedAway(recorder);
        changePassword(PASSWORD);
        recorder.awaits(Connected.class);
        recorder.awaits(Opened.class);

        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        collection.insertOne(new Document("after", 1));
    }

    /** Opens, changes the password behind the connection's back and lets it find out with its next new socket. */
    private MongoCollection<Document> rotatedAway(EventRecorder recorder) {
        Connection connection = recorder.connection()
                .open(as(USER, PASSWORD)
                        .maxIdleTime(Duration.ofMillis(1))
                        .retry(RetryPolicy.fixed(Duration.ofMillis(200)))
                        .build());
        MongoCollection<Document> collection = connection.database().getCollection("s16");
        collection.insertOne(new Document("before", 1));
        recorder.forget();
        changePassword(OTHER);
        assertThat(catchThrowableOfType(MongoException.class, () -> collection.insertOne(new Document("during", 1))))
                .isNotNull();
        recorder.awaits(Disconnected.class);
        return collection;
    }

    private void changePassword(String password) {
        server().command(new Document("updateUser", USER).append("pwd", password));
    }

    private void assertGaveUpWithinASecond(EventRecorder recorder) {
        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        ConnectionEvent began = recorder.events(Connecting.class).get(0);
        Failed failed = recorder.events(Failed.class).get(0);
        assertThat(failed.diagnosis().fatal()).isTrue();
        assertThat(between(began, failed)).isLessThan(within(Duration.ofSeconds(1)));
    }

    private static ConnectFailedException failure(EventRecorder recorder, ConnectionOptions options) {
        return catchThrowableOfType(
                ConnectFailedException.class, () -> recorder.connection().open(options));
    }
}
