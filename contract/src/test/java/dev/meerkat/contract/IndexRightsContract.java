package dev.meerkat.contract;

import static com.mongodb.client.model.Indexes.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.error.IndexesFailedException;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I5 for a user who may read and no more: told, not thrown at. */
abstract class IndexRightsContract extends ContractCase {
    private static final String PASSWORD = "first-word-7";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Schema SCHEMA = Schema.builder()
            .index(IndexDefinition.of(ascending("email")))
            .index(IndexDefinition.of(ascending("name")))
            .build();

    @Override
    protected ContractServer startServer() {
        return kind().startWithLogin("root", "root-word-9");
    }

    @BeforeEach
    void addUsers() {
        addUser("reader", "read");
        addUser("writer", "readWrite");
    }

    private void addUser(String name, String role) {
        server().command(new Document("createUser", name)
                .append("pwd", PASSWORD)
                .append("roles", List.of(new Document("role", role).append("db", "shop"))));
    }

    @AfterEach
    void dropUsers() {
        server().command(new Document("dropUser", "reader"));
        server().command(new Document("dropUser", "writer"));
    }

    private ConnectionOptions as(String user) {
        String login = user + ":" + PASSWORD + "@" + server().host() + ":" + server().port();
        return options().uri("mongodb://" + login + "/shop?authSource=admin").build();
    }

    @Test
    void I5_a_user_who_may_only_read_is_told_once_for_each_model_and_nothing_is_thrown() {
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("Reader", SCHEMA);
        recorder.connection().open(as("reader"));

        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.diagnosis().code()).isEqualTo("MK-NOT-AUTHORIZED");
            assertThat(failure.diagnosis().fix()).contains("readWrite", "VERIFY");
            assertThat(failure.index()).isEmpty();
        });
        assertThat(recorder.awaits(IndexFailed.class).diagnosis().message()).contains("shop.readers");
        assertThat(recorder.events(IndexFailed.class)).hasSize(1);
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(users.count()).isZero();
        recorder.assertSequence("Connecting", "Connected", "Opened");
    }

    @Test
    void I5_a_user_who_may_only_read_gets_an_exception_from_an_explicit_call() {
        Connection connection = registry().connection().open(as("reader"));
        Model<Document> users = connection.model("Caller", SCHEMA);

        IndexesFailedException refused = catchThrowableOfType(IndexesFailedException.class, users::createIndexes);

        assertThat(refused.problemCode()).isEqualTo("MK-NOT-AUTHORIZED");
        assertThat(users.indexPlan().toCreate()).hasSize(2);
    }

    @Test
    void I5_a_user_who_may_only_read_has_nothing_to_be_told_where_the_indexes_are_there() {
        Connection writer = registry().connection("writer").open(as("writer"));
        assertThat(writer.model("Done", SCHEMA).awaitIndexes(PATIENCE).orThrow().built())
                .hasSize(2);
        EventRecorder recorder = recorded();
        Model<Document> done = recorder.connection().model("Done", SCHEMA);
        recorder.connection().open(as("reader"));

        IndexReport report = done.awaitIndexes(PATIENCE).orThrow();

        assertThat(report.kept()).containsExactlyInAnyOrder("email_1", "name_1");
        assertThat(recorder.events(IndexFailed.class)).isEmpty();
    }
}
