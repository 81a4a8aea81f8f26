package dev.meerkat.contract;

import static com.mongodb.client.model.Indexes.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadPreference;
import com.mongodb.client.model.IndexOptions;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.IndexesFailedException;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.Model;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** I5: what Meerkat does about indexes by itself, when, and what it leaves. */
abstract class IndexPolicyContract extends IndexCase {
    private static final IndexDefinition EMAIL =
            IndexDefinition.builder(ascending("email")).unique().build();
    private static final IndexDefinition NAME = IndexDefinition.of(ascending("name"));

    @Test
    void I5_autoIndex_builds_what_is_missing_after_Opened_and_tells_each() {
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL, NAME));
        recorder.connection().open(options().build());

        IndexReport report = users.awaitIndexes(PATIENCE).orThrow();

        assertThat(report.policy()).isEqualTo(IndexPolicy.CREATE);
        assertThat(report.built()).containsExactly("email_1", "name_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("email_1", "name_1");
        Opened opened = recorder.awaits(Opened.class);
        IndexBuilt first = recorder.awaits(IndexBuilt.class);
        assertThat(first.sequence()).isGreaterThan(opened.sequence());
        assertThat(first.model()).isEqualTo("User");
        assertThat(first.namespace()).isEqualTo(beside("users").getNamespace().getFullName());
        assertThat(recorder.awaits(IndexBuilt.class).index()).isEqualTo("name_1");
        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(recorder.connection().indexes().reports()).containsExactly(report);
    }

    @Test
    void I5_autoIndex_false_builds_nothing_and_the_report_says_OFF() {
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL));
        recorder.connection().open(options().autoIndex(false).autoCreate(false).build());

        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.policy()).isEqualTo(IndexPolicy.OFF);
        assertThat(report.ok()).isTrue();
        assertThat(built(recorder)).isEmpty();
        assertThat(collections()).isEmpty();
        assertThat(users.indexPlan().toCreate()).containsExactly(EMAIL);
    }

    @Test
    void I5_the_policy_of_a_model_wins_over_the_connections_default() {
        Connection connection =
                registry().connection().open(options().autoIndex(false).build());
        Model<Document> users = connection.model("User", schema(IndexPolicy.CREATE, EMAIL));
        Model<Document> teams = connection.model("Team", schema(NAME));

        awaitIndexes(connection);

        assertThat(users.indexPolicy()).isEqualTo(IndexPolicy.CREATE);
        assertThat(teams.indexPolicy()).isEqualTo(IndexPolicy.OFF);
        assertThat(indexes("users")).containsExactly("email_1");
        assertThat(indexes("teams")).isEmpty();
    }

    @Test
    void I5_autoCreate_creates_the_collection_with_nothing_else_and_false_does_not() {
        Connection connection = registry().connection().open(options().build());
        IndexReport created = connection.model("Plain", schema()).awaitIndexes(PATIENCE);
        assertThat(created.collectionCreated()).isTrue();
        assertThat(collections()).containsExactly("plains");

        Connection without = registry()
                .connection("without")
                .open(options().autoCreate(false).build());
        IndexReport left = without.model("Other", schema()).awaitIndexes(PATIENCE);
        assertThat(left.collectionCreated()).isFalse();
        assertThat(collections()).containsExactly("plains");
    }

    @Test
    void I5_a_model_registered_on_an_open_connection_has_its_run_at_once() {
        EventRecorder recorder = recorded();
        recorder.connection().open(options().build());
        assertThat(recorder.connection().indexes().reports()).isEmpty();

        recorder.connection()
                .model("User", schema(EMAIL))
                .awaitIndexes(PATIENCE)
                .orThrow();

        assertThat(indexes("users")).containsExactly("email_1");
    }

    @Test
    void S10_the_index_policy_runs_again_when_the_connection_is_opened_again() {
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL));
        recorder.connection().open(options().build());
        users.awaitIndexes(PATIENCE);
        recorder.connection().close();
        beside("users").drop();
        assertThatThrownBy(() -> users.awaitIndexes(PATIENCE)).isInstanceOf(ConnectionClosedException.class);

        recorder.connection().open();
        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.built()).containsExactly("email_1");
        assertThat(indexes("users")).containsExactly("email_1");
        assertThat(built(recorder)).containsExactly("email_1", "email_1");
    }

    @Test
    void I5_VERIFY_tells_the_difference_and_changes_nothing() {
        beside("users").createIndex(ascending("email"));
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(IndexPolicy.VERIFY, EMAIL, NAME));
        recorder.connection().open(options().build());

        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.diagnosis().code()).isEqualTo("MK-INDEXES-DIFFER");
            assertThat(failure.diagnosis().message())
                    .contains("missing name_1", "email_1 has differences: unique is false");
        });
        assertThat(recorder.awaits(IndexFailed.class).diagnosis().code()).isEqualTo("MK-INDEXES-DIFFER");
        assertThat(indexes("users")).containsExactly("email_1");
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThatThrownBy(report::orThrow).isInstanceOf(IndexesFailedException.class);
    }

    @Test
    void I5_VERIFY_has_nothing_to_tell_where_all_is_as_the_schema_says() {
        beside("users").createIndex(ascending("name"));
        beside("users").createIndex(ascending("more"));
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(IndexPolicy.VERIFY, NAME));
        recorder.connection().open(options().build());

        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.ok()).isTrue();
        assertThat(report.kept()).containsExactly("name_1");
        assertThat(failed(recorder)).isEmpty();
    }

    @Test
    void I5_CREATE_leaves_a_conflict_explains_it_with_its_remedy_and_builds_the_rest() {
        beside("users").createIndex(ascending("email"));
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL, NAME));
        List<FailureEvent> failures = new CopyOnWriteArrayList<>();
        recorder.connection().on(FailureEvent.class, failures::add);
        recorder.connection().open(options().build());

        IndexReport report = users.awaitIndexes(PATIENCE);
        IndexFailed told = recorder.awaits(IndexFailed.class);

        assertThat(told.index()).contains("email_1");
        assertThat(told.diagnosis().code()).isEqualTo("MK-INDEX-OPTIONS-DIFFER");
        assertThat(told.diagnosis().message()).contains("unique is false instead of true");
        assertThat(told.diagnosis().fix()).contains("syncIndexes()");
        assertThat(report.built()).containsExactly("name_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("email_1", "name_1");
        await().untilAsserted(() -> assertThat(failures).isNotEmpty());
    }

    @Test
    void I5_a_name_taken_by_other_keys_is_explained() {
        beside("users").createIndex(ascending("mail"), new IndexOptions().name("email_1"));
        Connection connection =
                registry().connection().open(options().autoIndex(false).build());
        Model<Document> users = connection.model("User", schema(EMAIL));

        IndexesFailedException refused = catchThrowableOfType(IndexesFailedException.class, users::createIndexes);

        assertThat(refused.problemCode()).isEqualTo("MK-INDEX-NAME-TAKEN");
        assertThat(refused).hasMessageContaining("email_1").hasMessageContaining("key is {\"mail\": 1}");
        assertThat(indexes("users")).containsExactly("email_1");
    }

    @Test
    void I5_duplicates_in_the_way_of_a_unique_index_are_explained_without_a_value() {
        beside("users").insertMany(List.of(new Document("email", "hush@x"), new Document("email", "hush@x")));
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL, NAME));
        recorder.connection().open(options().build());

        IndexReport report = users.awaitIndexes(PATIENCE);

        assertThat(report.built()).containsExactly("name_1");
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.diagnosis().code()).isEqualTo("MK-INDEX-DUPLICATES");
            assertThat(failure.diagnosis().fix()).contains("db.users.aggregate([{$group", "\"$email\"");
            assertThat(failure.diagnosis().toString()).doesNotContain("hush");
        });
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(users.count()).isEqualTo(2);
    }

    @Test
    void I5_a_connection_that_reads_from_secondaries_builds_nothing_by_default() {
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL));
        recorder.connection().open(secondary().build());

        assertThat(users.awaitIndexes(PATIENCE).policy()).isEqualTo(IndexPolicy.OFF);
        assertThat(failed(recorder)).isEmpty();
        assertThat(collections()).isEmpty();
    }

    @Test
    void I5_primaryPreferred_turns_the_default_off_too_and_is_no_objection_to_a_models_own_policy() {
        Connection connection = registry().connection();
        Model<Document> users = connection.model("User", schema(EMAIL));
        connection.model("Team", schema(IndexPolicy.CREATE, NAME));
        connection.open(
                options().readPreference(ReadPreference.primaryPreferred()).build());
        awaitIndexes(connection);

        assertThat(users.indexPolicy()).isEqualTo(IndexPolicy.OFF);
        assertThat(indexes("users")).isEmpty();
        assertThat(indexes("teams")).containsExactly("name_1");
        assertThat(users.createIndexes().built()).containsExactly("email_1");
    }

    @Test
    void
            I5_a_model_that_wants_indexes_from_a_readOnly_or_secondary_connection_is_told_and_nothing_is_thrown_at_the_start() {
        List<ConnectionOptions> all =
                List.of(secondary().build(), options().readOnly(true).build());
        for (int at = 0; at < all.size(); at++) {
            EventRecorder recorder = recorded("told" + at);
            Model<Document> users = recorder.connection().model("User", schema(IndexPolicy.CREATE, EMAIL));
            recorder.connection().open(all.get(at));

            IndexReport report = users.awaitIndexes(PATIENCE);

            assertThat(report.failures()).hasSize(1);
            assertThat(recorder.awaits(IndexFailed.class).diagnosis().code()).isEqualTo("MK-READ-ONLY");
            assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
            assertThat(users.indexPlan().toCreate()).hasSize(1);
            assertThatThrownBy(users::createIndexes).isInstanceOf(IndexesFailedException.class);
            assertThat(collections()).isEmpty();
        }
    }

    private ConnectionOptions.Builder secondary() {
        return options().readPreference(ReadPreference.secondaryPreferred());
    }

    @Test
    void I5_explicit_calls_on_a_connection_that_was_never_opened_are_refused_at_once() {
        Model<Document> users = registry().connection().model("User", schema(EMAIL));

        assertThatThrownBy(users::createIndexes)
                .isInstanceOf(ConnectionClosedException.class)
                .hasMessageContaining("MK-NOT-OPENED");
        assertThatThrownBy(() -> users.awaitIndexes(Duration.ofMillis(50)))
                .isInstanceOf(ConnectionUnavailableException.class)
                .hasMessageContaining("MK-AWAIT-TIMEOUT");
        assertThat(users.indexReport()).isEmpty();
    }

    @Test
    void I5_eight_applications_that_start_at_once_do_each_other_no_harm() {
        List<CompletableFuture<List<IndexReport>>> starts = Stream.generate(ConnectionRegistry::new)
                .limit(8)
                .map(this::keep)
                .map(registry -> CompletableFuture.supplyAsync(() -> start(registry)))
                .toList();

        List<IndexReport> reports =
                starts.stream().flatMap(each -> each.join().stream()).toList();

        assertThat(reports).hasSize(16).allMatch(IndexReport::ok);
        assertThat(indexes("users")).containsExactlyInAnyOrder("email_1", "name_1");
        assertThat(indexes("teams")).containsExactly("name_1");
    }

    private List<IndexReport> start(ConnectionRegistry registry) {
        Connection connection = registry.connection();
        connection.model("User", schema(EMAIL, NAME));
        connection.model("Team", schema(NAME));
        connection.open(options().build());
        return connection.indexes().await(Duration.ofSeconds(20));
    }

    @Test
    void I5_a_removed_models_indexes_stay_and_nobody_waits_for_it() {
        Connection connection = registry().connection().open(options().build());
        connection.model("User", schema(EMAIL)).awaitIndexes(PATIENCE);

        connection.removeModel("User");

        assertThat(connection.indexes().await(PATIENCE)).isEmpty();
        assertThat(indexes("users")).containsExactly("email_1");
    }

    @Test
    void I5_the_work_is_done_by_one_thread_that_ends_and_open_does_not_wait_for_it() {
        needs(Capability.FAIL_POINTS);
        Leaks leaks = Leaks.before(server());
        Connection connection = registry().connection();
        for (int number = 0; number < 4; number++) {
            connection.model("Kind" + number, schema(NAME));
        }
        Duration slowness = Duration.ofMillis(300);
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "createIndexes", slowness)) {
            connection.open(options().build());

            assertThat(connection.indexes().reports()).hasSizeLessThan(4);
            assertThat(indexThreads()).isEqualTo(1);
            awaitIndexes(connection);
            assertThat(slow).isNotNull();
        }
        assertThat(connection.indexes().reports()).hasSize(4).allMatch(IndexReport::ok);
        connection.close();
        leaks.awaitNone(Duration.ofSeconds(2));
    }

    private static long indexThreads() {
        return ClientThreads.alive().stream()
                .filter(thread -> thread.getName().equals("meerkat-default-indexes"))
                .count();
    }
}
