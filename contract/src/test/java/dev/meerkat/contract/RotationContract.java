package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ListIndexesIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.contract.frame.SocketTable;
import dev.meerkat.error.ConnectionSettingsConflict;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.error.ReconfigureFailedException;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.RotationReport;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S14, R2, and of R1 what becomes of options and handles when an open connection is reconfigured. */
abstract class RotationContract extends ContractCase {
    private static final Duration SHORT = Duration.ofMillis(700);

    private static MongoCollection<Document> rows(Connection connection) {
        return connection.database().getCollection("rows");
    }

    /** Another server of the same kind, with one document that the class's own has not. */
    private ContractServer other() {
        ContractServer other = keep(kind().start());
        try (MongoClient raw = MongoClients.create(other.uri())) {
            raw.getDatabase("test").getCollection("rows").insertOne(new Document("_id", "only there"));
        }
        return other;
    }

    @Test
    void S14_a_reconfigure_tells_reconfigured_with_what_changed_and_nothing_else() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();

        RotationReport report = connection.reconfigure(o -> o.maxPoolSize(7).appName("other"));

        assertThat(recorder.awaits(Reconfigured.class).report()).isEqualTo(report);
        assertThat(report.changed()).containsExactlyInAnyOrder("maxPoolSize", "appName");
        assertThat(report.sameDeployment()).isTrue();
        assertThat(report.drain().forced()).isFalse();
        assertThat(report.drain().lingering()).isEmpty();
        recorder.assertSequence();
        assertThat(connection.options().maxPoolSize()).isEqualTo(7);
        rows(connection).insertOne(new Document());
    }

    @Test
    void S14_options_that_cannot_be_proven_change_nothing_and_say_why() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        Leaks leaks = Leaks.before(server());
        ConnectionOptions before = connection.options();
        recorder.forget();

        ReconfigureFailedException thrown = catchThrowableOfType(
                ReconfigureFailedException.class,
                () -> connection.reconfigure(o -> o.uri(Ports.refusedUri()).serverSelectionTimeout(SHORT)));

        assertThat(thrown.problemCode()).isEqualTo("MK-REFUSED");
        assertThat(thrown).hasMessageContaining("connection=default").hasMessageContaining("Fix: ");
        assertThat(recorder.awaits(ReconfigureFailed.class).diagnosis()).isEqualTo(thrown.diagnosis());
        recorder.assertSequence();
        assertThat(recorder.events()).hasSize(1);
        assertThat(connection.options()).isSameAs(before);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        rows(connection).insertOne(new Document());
        leaks.awaitNone(Duration.ofSeconds(1));
    }

    @Test
    void S14_a_reconfigure_with_impossible_options_is_thrown_and_no_event() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        recorder.forget();

        assertThat(catchThrowable(
                        () -> connection.reconfigure(o -> o.maxPoolSize(2).minPoolSize(3))))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("minPoolSize");
        assertThat(catchThrowable(() -> connection.reconfigure(o -> o.signals(true))))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("signals");
        assertThat(catchThrowable(() -> connection.reconfigure(o -> {
                    throw new ArithmeticException("own");
                })))
                .isInstanceOf(ArithmeticException.class);
        connection.reconfigure(o -> o.maxPoolSize(9));

        assertThat(recorder.events()).singleElement().isInstanceOf(Reconfigured.class);
    }

    @Test
    void S14_a_reconfigure_to_what_is_there_already_opens_anew_all_the_same() {
        Connection connection = opened();
        String before = connection.options().explainText();
        EventRecorder recorder = EventRecorder.of(connection);

        RotationReport report = connection.reconfigure(connection.options());

        assertThat(report.changed()).isEmpty();
        assertThat(recorder.events()).singleElement().isInstanceOf(Reconfigured.class);
        assertThat(connection.options().explainText()).isEqualTo(before);
    }

    @Test
    void S14_options_are_replaced_as_a_whole_or_changed_one_by_one() {
        Connection connection = registry()
                .connection()
                .open(options().maxPoolSize(11).maxIdleTime(SHORT).build());

        connection.reconfigure(o -> o.maxPoolSize(12));
        assertThat(connection.options().maxIdleTime()).isEqualTo(SHORT);

        RotationReport report = connection.reconfigure(options().maxPoolSize(12).build());
        assertThat(report.changed()).containsExactly("maxIdleTime");
    }

    @Test
    void S12_an_open_is_compared_with_the_new_options() {
        Connection connection = opened();
        connection.reconfigure(o -> o.maxPoolSize(13));

        assertThat(connection.open(options().maxPoolSize(13).build())).isSameAs(connection);
        assertThat(catchThrowable(() -> connection.open(options().build())))
                .isInstanceOf(ConnectionSettingsConflict.class)
                .hasMessageContaining("maxPoolSize");
    }

    @Test
    void S10_a_reopen_uses_the_new_options() {
        Connection connection = opened();
        connection.reconfigure(o -> o.maxPoolSize(14));
        connection.close();

        connection.open();

        assertThat(connection.options().maxPoolSize()).isEqualTo(14);
    }

    @Test
    void R2_handles_given_before_use_the_new_client() {
        Connection connection = opened();
        MongoClient client = connection.client();
        MongoDatabase database = connection.database();
        MongoCollection<Document> collection = rows(connection);
        ListIndexesIterable<Document> iterable = collection.listIndexes();
        Model<Document> model = connection.model(
                "Row",
                Schema.builder().collection("rows").field("text", String.class).build());
        collection.drop();

        RotationReport report = connection.reconfigure(o -> o.uri(other().uri()));

        assertThat(report.sameDeployment()).isFalse();
        Document only = new Document("_id", "only there");
        assertThat(client.getDatabase("test").getCollection("rows").find(only).first())
                .isEqualTo(only);
        assertThat(database.getCollection("rows").find(only).first()).isEqualTo(only);
        assertThat(collection.find(only).first()).isEqualTo(only);
        assertThat(iterable.into(new ArrayList<>())).isNotEmpty();
        assertThat(model.count()).isOne();
    }

    @Test
    void R2_index_policies_run_on_the_server_that_the_connection_is_moved_to() {
        Connection connection = opened();
        Model<Document> model = connection.model(
                "Row",
                Schema.builder()
                        .collection("rows")
                        .field("text", String.class)
                        .index(Indexes.ascending("text"))
                        .build());
        connection.indexes().await(Duration.ofSeconds(10));

        connection.reconfigure(o -> o.uri(other().uri()));
        connection.indexes().await(Duration.ofSeconds(10));

        assertThat(rows(connection).listIndexes().into(new ArrayList<>()))
                .extracting(index -> index.getString("name"))
                .contains("text_1");
        assertThat(model.count()).isOne();
    }

    @Test
    void R2_handles_made_during_a_move_see_one_server_or_the_other_and_never_none() {
        Connection connection = opened();
        rows(connection).drop();
        rows(connection).insertOne(new Document("_id", "only here"));
        ContractServer there = other();
        List<Work<Integer>> readers = IntStream.range(0, 4)
                .mapToObj(i -> Work.begin("reader-" + i, () -> readUntilMoved(connection)))
                .toList();

        connection.reconfigure(o -> o.uri(there.uri()));

        readers.forEach(reader -> assertThat(reader.value()).isPositive());
    }

    private static int readUntilMoved(Connection connection) {
        int reads = 0;
        while (true) {
            Document found = rows(connection).find().first();
            reads++;
            assertThat(found).isNotNull();
            if (found.get("_id").equals("only there")) {
                return reads;
            }
        }
    }

    @Test
    void R1_when_reconfigure_returns_there_are_as_many_threads_and_sockets_as_before() {
        Leaks leaks = Leaks.before(server());
        Connection connection = opened();
        rows(connection).insertOne(new Document());
        int threads = ClientThreads.alive().size();
        int sockets = SocketTable.established(server().port());

        for (int round = 0; round < 3; round++) {
            connection.reconfigure(o -> o.maxPoolSize(3));
            rows(connection).insertOne(new Document());
        }

        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            assertThat(ClientThreads.alive()).hasSizeLessThanOrEqualTo(threads);
            assertThat(SocketTable.established(server().port())).isLessThanOrEqualTo(sockets);
        });
        connection.close();
        leaks.awaitNone(Duration.ofSeconds(1));
    }
}
