package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.options.RetryPolicy;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G1, G4: what passes at once and what is refused at once. */
abstract class GateStatesContract extends ContractCase {
    /** Far below every wait an operation could be made to do here. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static MongoCollection<Document> notes(Connection connection) {
        return connection.client().getDatabase("gate").getCollection("notes");
    }

    private MeerkatException refusalAtOnce(Connection connection) {
        Work<Long> count = Work.begin("asker", () -> notes(connection).countDocuments());
        Throwable failure = count.failure();
        assertThat(count.took()).isLessThan(AT_ONCE);
        assertThat(failure).isInstanceOf(ConnectionClosedException.class);
        assertThat(failure)
                .hasMessageContaining("connection=" + connection.name())
                .hasMessageContaining("operation=countDocuments")
                .hasMessageContaining("namespace=gate.notes")
                .hasMessageContaining("state=" + connection.state());
        assertThat(connection.status().inFlight()).isZero();
        return (MeerkatException) failure;
    }

    @Test
    void G1_a_connected_gate_lets_work_pass_and_forgets_it_when_it_is_done() {
        Connection connection = opened();

        notes(connection).insertOne(new Document("_id", "passes"));

        assertThat(notes(connection).find(new Document("_id", "passes")).first())
                .isNotNull();
        assertThat(connection.status().inFlight()).isZero();
        assertThat(connection.status().waiting()).isZero();
    }

    @Test
    void G1_work_that_fails_is_forgotten_too() {
        Connection connection = opened();
        notes(connection).insertOne(new Document("_id", "twice"));

        assertThatThrownBy(() -> notes(connection).insertOne(new Document("_id", "twice")))
                .isInstanceOf(MongoWriteException.class);

        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void G4_new_refuses_at_once_and_says_which_call_opens_it() {
        MeerkatException refusal = refusalAtOnce(registry().connection("idle"));

        assertThat(refusal.problemCode()).isEqualTo(Problem.NOT_OPENED.code());
        assertThat(refusal).hasMessageContaining("connect()");
    }

    @Test
    void G4_closed_refuses_at_once_and_says_that_it_can_be_opened_again() {
        Connection connection = opened();
        connection.close();

        MeerkatException refusal = refusalAtOnce(connection);

        assertThat(refusal.problemCode()).isEqualTo(Problem.CLOSED.code());
        assertThat(refusal).hasMessageContaining("connect()");
    }

    @Test
    void G4_failed_refuses_at_once_with_the_diagnosis_of_the_connect() {
        server().kill();
        Connection connection = registry().connection();
        ConnectFailedException gaveUp = catchThrowableOfType(
                ConnectFailedException.class,
                () -> connection.open(options()
                        .retry(RetryPolicy.none())
                        .serverSelectionTimeout(Duration.ofMillis(600))
                        .build()));
        assertThat(connection.state()).isEqualTo(ConnectionState.FAILED);

        MeerkatException refusal = refusalAtOnce(connection);

        assertThat(refusal).hasMessageContaining(gaveUp.diagnosis().code());
        assertThat(gaveUp.diagnosis().code()).isEqualTo(Problem.REFUSED.code());
    }

    @Test
    void G4_a_handle_from_before_the_first_open_works_after_it_and_is_refused_after_the_close() {
        Connection connection = registry().connection();
        MongoCollection<Document> early = notes(connection);

        connection.open(options().build());
        early.insertOne(new Document("_id", "early"));
        connection.close();
        ConnectionClosedException refusal = catchThrowableOfType(
                ConnectionClosedException.class, () -> early.insertOne(new Document("_id", "late")));
        connection.open();

        assertThat(refusal).isNotNull();
        assertThat(early.countDocuments(new Document("_id", "early"))).isOne();
        assertThat(early.countDocuments(new Document("_id", "late"))).isZero();
    }
}
