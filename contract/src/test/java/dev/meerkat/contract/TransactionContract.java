package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ReplicaSetRequiredException;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I6: how a transaction commits, aborts, is repeated and drains, and where there is none. */
abstract class TransactionContract extends ContractCase {
    private static MongoCollection<Document> rows(Connection connection) {
        return connection.client().getDatabase("transactions").getCollection("rows");
    }

    @BeforeEach
    final void emptyRows() {
        if (kind().capabilities().contains(Capability.TRANSACTIONS)) {
            try (MongoClient raw = MongoClients.create(server().uri())) {
                raw.getDatabase("transactions").drop();
                raw.getDatabase("transactions").createCollection("rows");
            }
        }
    }

    private Connection connected() {
        needs(Capability.TRANSACTIONS);
        return registry()
                .connection()
                .open(options()
                        .appName("transactions")
                        .closeGrace(Duration.ofSeconds(15))
                        .build());
    }

    @Test
    void I6_what_the_work_did_is_committed_when_it_returns_and_its_result_comes_back() {
        Connection connection = connected();

        String answer = connection.inTransaction(session -> {
            assertThat(session.hasActiveTransaction()).isTrue();
            rows(connection).insertOne(new Document("_id", 1));
            rows(connection).updateOne(eq("_id", 1), Updates.set("seen", true));
            assertThat(rows(connection).find(eq("seen", true)).first()).isNotNull();
            assertThat(Work.begin("outsider", () -> rows(connection).countDocuments())
                            .value())
                    .as("seen from outside")
                    .isZero();
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(rows(connection).find().first()).containsEntry("seen", true);
        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I6_work_without_a_result_is_committed_too() {
        Connection connection = connected();

        connection.transaction(session -> rows(connection).insertOne(new Document("_id", 1)));

        assertThat(rows(connection).countDocuments()).isOne();
    }

    @Test
    void I6_nothing_stays_of_work_that_throws_and_its_own_exception_comes_out() {
        Connection connection = connected();
        for (Throwable own : List.of(
                new IllegalStateException("changed my mind"),
                new MongoException(4711, "mine"),
                new StackOverflowError("mine too"))) {
            Throwable thrown = catchThrowable(() -> connection.transaction(session -> {
                rows(connection).insertOne(new Document("_id", 1));
                sneak(own);
            }));

            assertThat(thrown).isSameAs(own);
            assertThat(rows(connection).countDocuments()).isZero();
            assertThat(connection.status().inFlight()).isZero();
        }
    }

    private static void sneak(Throwable own) {
        if (own instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) own;
    }

    @Test
    void I6_work_is_repeated_as_a_whole_after_a_transient_failure() {
        Connection connection = connected();
        AtomicInteger tries = new AtomicInteger();

        connection.transaction(session -> {
            rows(connection).insertOne(new Document("_id", "first"));
            if (tries.incrementAndGet() == 1) {
                failOnce("insert", 112, "TransientTransactionError");
            }
            rows(connection).insertOne(new Document("_id", "second"));
        });

        assertThat(tries).hasValue(2);
        assertThat(rows(connection).countDocuments()).isEqualTo(2);
    }

    @Test
    void I6_a_commit_of_unknown_result_is_repeated_and_the_work_is_not() {
        Connection connection = connected();
        AtomicInteger tries = new AtomicInteger();

        connection.transaction(session -> {
            rows(connection).insertOne(new Document("_id", 1));
            tries.incrementAndGet();
            failOnce("commitTransaction", 11601, "UnknownTransactionCommitResult");
        });

        assertThat(tries).hasValue(1);
        assertThat(rows(connection).countDocuments()).isOne();
    }

    @Test
    void I6_two_that_write_the_same_document_are_both_there_in_the_end() {
        Connection connection = connected();
        rows(connection).insertOne(new Document("_id", "sum").append("value", 0));
        List<Work<Boolean>> works = List.of("one", "two").stream()
                .map(name -> Work.begin(name, () -> {
                    for (int i = 0; i < 20; i++) {
                        connection.transaction(session -> {
                            int value = rows(connection)
                                    .find(eq("_id", "sum"))
                                    .first()
                                    .getInteger("value");
                            rows(connection).updateOne(eq("_id", "sum"), Updates.set("value", value + 1));
                        });
                    }
                }))
                .toList();
        works.forEach(Work::value);

        assertThat(rows(connection).find().first()).containsEntry("value", 40);
    }

    private void failOnce(String command, int code, String label) {
        server().command(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append(
                        "data",
                        new Document("failCommands", List.of(command))
                                .append("appName", "transactions")
                                .append("errorCode", code)
                                .append("errorLabels", List.of(label))));
    }

    @Test
    void I6_the_options_are_the_transactions() {
        Connection connection = connected();
        TransactionOptions options = TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .writeConcern(WriteConcern.MAJORITY)
                .build();

        TransactionOptions used = connection.inTransaction(options, ClientSession::getTransactionOptions);

        assertThat(used.getReadConcern()).isEqualTo(ReadConcern.SNAPSHOT);
        assertThat(used.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
    }

    @Test
    void I6_what_may_not_run_in_a_transaction_keeps_the_servers_own_answer() {
        Connection connection = connected();
        MongoClient raw = keep(MongoClients.create(server().uri()));
        MongoCollection<Document> rawRows = raw.getDatabase("transactions").getCollection("rows");
        ClientSession rawSession =
                keep(raw.startSession(ClientSessionOptions.builder().build()));
        rawSession.startTransaction();
        MongoCommandException expected = catchThrowableOfType(
                MongoCommandException.class, () -> rawRows.watch(rawSession).cursor());

        Throwable thrown = catchThrowable(
                () -> connection.transaction(session -> rows(connection).watch().cursor()));

        // secantusd-rs opens a change stream inside a transaction, which a mongod refuses.
        assertThat(thrown == null).isEqualTo(expected == null);
        if (expected != null) {
            assertThat(thrown).isInstanceOf(MongoCommandException.class);
            assertThat(((MongoCommandException) thrown).getCode()).isEqualTo(expected.getCode());
        }
    }

    @Test
    void I6_G5_a_drain_waits_for_the_transaction_and_lets_its_operations_pass() {
        Connection connection = connected();
        CountDownLatch begun = new CountDownLatch(1);
        Work<Boolean> work = Work.begin(
                "transfer",
                () -> connection.transaction(session -> {
                    rows(connection).insertOne(new Document("_id", "before"));
                    begun.countDown();
                    Work.awaitState(connection, ConnectionState.DRAINING);
                    rows(connection).insertOne(new Document("_id", "while"));
                    assertThat(rows(connection).countDocuments()).isEqualTo(2);
                    connection.transaction(same -> rows(connection).insertOne(new Document("_id", "nested")));
                }));
        awaitQuietly(begun);

        DrainReport report = connection.close();

        assertThat(work.value()).isTrue();
        assertThat(report.forced()).isFalse();
        assertThat(report.finished()).isOne();
        connection.open();
        assertThat(rows(connection).countDocuments()).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void I6_on_a_closed_connection_the_work_does_not_run() {
        Connection connection = opened();
        connection.close();
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> connection.transaction(session -> runs.incrementAndGet()))
                .isInstanceOf(ConnectionClosedException.class);

        assertThat(runs).hasValue(0);
    }

    @Test
    void I6_on_a_standalone_one_error_says_that_a_replica_set_is_needed_and_the_work_does_not_run() {
        Connection connection = registry().createConnection("alone", standalone());
        connection.awaitConnected(Duration.ofSeconds(10));
        AtomicInteger runs = new AtomicInteger();

        ReplicaSetRequiredException refused = catchThrowableOfType(
                ReplicaSetRequiredException.class, () -> connection.transaction(session -> runs.incrementAndGet()));

        assertThat(refused.problemCode()).isEqualTo(Problem.REPLICA_SET_REQUIRED.code());
        assertThat(refused).hasMessageContaining("replica set").hasMessageContaining("connection=alone");
        assertThat(runs).hasValue(0);
        assertThat(connection.status().inFlight()).isZero();
    }

    private String standalone() {
        if (!kind().capabilities().contains(Capability.REPLICA_SET)) {
            return server().uri();
        }
        return keep(ExternalServer.builder().standalone().start()).uri();
    }
}
