package dev.meerkat.contract;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.model.IndexOptions;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.error.IndexesFailedException;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import dev.meerkat.model.Model;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** I5: sync creates before it drops, and never drops what it does not know unless told. */
abstract class IndexSyncContract extends IndexCase {
    private static final IndexDefinition EMAIL =
            IndexDefinition.builder(ascending("email")).unique().build();
    private static final IndexDefinition NAME = IndexDefinition.of(ascending("name"));
    private static final IndexDefinition HOURLY = IndexDefinition.builder(ascending("at"))
            .expireAfter(Duration.ofHours(1))
            .build();

    private Connection connection() {
        return registry().connection().open(options().autoIndex(false).build());
    }

    @Test
    void I5_sync_builds_the_new_index_beside_the_old_one_and_then_drops_that() {
        beside("users").createIndex(ascending("mail"), new IndexOptions().name("email_1"));
        beside("users").createIndex(ascending("legacy"));
        Model<Document> users = connection().model("User", schema(EMAIL, NAME));

        IndexReport report = users.syncIndexes();

        assertThat(report.built()).containsExactly("name_1", "email_1_r2");
        assertThat(report.dropped()).containsExactly("email_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("legacy_1", "name_1", "email_1_r2");
        IndexPlan after = users.indexPlan();
        assertThat(after.isEmpty()).as(after.toString()).isTrue();
        assertThat(after.unknown()).extracting(each -> each.name()).containsExactly("legacy_1");
        assertThat(users.syncIndexes().built()).isEmpty();
    }

    @Test
    void I5_the_policy_SYNC_does_the_same_in_the_background() {
        beside("users").createIndex(descending("x"), new IndexOptions().name("name_1"));
        beside("users").createIndex(ascending("legacy"));
        Model<Document> users = connection().model("User", schema(IndexPolicy.SYNC, NAME));

        IndexReport report = users.awaitIndexes(PATIENCE).orThrow();

        assertThat(report.policy()).isEqualTo(IndexPolicy.SYNC);
        assertThat(indexes("users")).containsExactlyInAnyOrder("legacy_1", "name_1_r2");
    }

    @Test
    void I5_what_is_unknown_is_dropped_only_when_told() {
        beside("users").createIndex(ascending("legacy"));
        beside("users").createIndex(ascending("theirs"));
        Connection connection = connection();
        Model<Document> users = connection.model("User", schema(NAME));
        connection.model(
                "Other",
                schema(IndexDefinition.of(ascending("theirs"))).toBuilder()
                        .collection("users")
                        .build());

        assertThat(users.syncIndexes().dropped()).isEmpty();
        IndexReport told = users.syncIndexes(IndexSync.SAFE.dropUnknown());

        assertThat(told.dropped()).containsExactly("legacy_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("name_1", "theirs_1");
    }

    @Test
    void I5_nothing_unknown_is_dropped_when_something_could_not_be_built() {
        beside("users").createIndex(ascending("legacy"));
        beside("users").insertMany(List.of(new Document("email", 1), new Document("email", 1)));
        Model<Document> users = connection().model("User", schema(EMAIL));

        IndexesFailedException failed = catchThrowableOfType(
                IndexesFailedException.class, () -> users.syncIndexes(IndexSync.SAFE.dropUnknown()));

        assertThat(failed.problemCode()).isEqualTo("MK-INDEX-DUPLICATES");
        assertThat(indexes("users")).containsExactly("legacy_1");
    }

    @Test
    void I5_the_old_index_stays_when_its_successor_cannot_be_built() {
        beside("users").createIndex(descending("x"), new IndexOptions().name("email_1"));
        beside("users").insertMany(List.of(new Document("email", 1), new Document("email", 1)));
        Model<Document> users = connection().model("User", schema(EMAIL));

        assertThat(catchThrowableOfType(IndexesFailedException.class, users::syncIndexes))
                .isNotNull();

        assertThat(indexes("users")).containsExactly("email_1");
    }

    @Test
    void I5_another_age_of_a_TTL_index_is_changed_in_place() {
        beside("users").createIndex(ascending("at"), new IndexOptions().expireAfter(9L, TimeUnit.DAYS));
        Model<Document> users = connection().model("User", schema(HOURLY));

        if (!kind().capabilities().contains(Capability.CHANGE_INDEX)) {
            IndexesFailedException refused = catchThrowableOfType(IndexesFailedException.class, users::syncIndexes);
            assertThat(refused.problemCode()).isEqualTo("MK-INDEX-REFUSED");
            assertThat(refused).hasMessageContaining("collMod");
            assertThat(indexes("users")).containsExactly("at_1");
            return;
        }
        IndexReport report = users.syncIndexes();

        assertThat(report.changed()).containsExactly("at_1");
        assertThat(report.built()).isEmpty();
        assertThat(users.indexPlan().isEmpty()).isTrue();
    }

    /** secantusd-rs answers ok to {@code collMod} with {@code hidden} and leaves the index as it is. */
    @Test
    void I5_a_change_is_believed_only_when_the_server_lists_it() {
        beside("users").createIndex(ascending("name"));
        Model<Document> users = connection()
                .model(
                        "User",
                        schema(IndexDefinition.builder(ascending("name"))
                                .hidden()
                                .build()));

        IndexReport report = connection().indexes().syncIndexes(IndexSync.SAFE).get(0);

        assertThat(users.indexPlan().isEmpty()).isEqualTo(report.ok());
        assertThat(report.changed()).isEqualTo(report.ok() ? List.of("name_1") : List.of());
        report.failures()
                .forEach(failure -> assertThat(failure.diagnosis().code()).isEqualTo("MK-INDEX-REFUSED"));
        assertThat(indexes("users")).containsExactly("name_1");
    }

    @Test
    void I5_what_must_be_dropped_first_is_left_until_told() {
        beside("users").createIndex(ascending("at"), new IndexOptions().expireAfter(9L, TimeUnit.DAYS));
        Model<Document> users = connection().model("User", schema(IndexDefinition.of(ascending("at"))));

        IndexesFailedException refused = catchThrowableOfType(IndexesFailedException.class, users::syncIndexes);
        assertThat(refused.problemCode()).isEqualTo("MK-INDEX-OPTIONS-DIFFER");
        assertThat(refused).hasMessageContaining("dropFirst()");
        assertThat(indexes("users")).containsExactly("at_1");
        assertThat(users.indexPlan().conflicts()).hasSize(1);

        IndexReport told = users.syncIndexes(IndexSync.SAFE.dropFirst());
        assertThat(told.dropped()).containsExactly("at_1");
        assertThat(told.built()).containsExactly("at_1");
        assertThat(users.indexPlan().isEmpty()).isTrue();
    }

    @Test
    void I5_all_models_of_a_connection_at_once_each_with_its_own_report() {
        beside("users").insertMany(List.of(new Document("email", 1), new Document("email", 1)));
        Connection connection = connection();
        connection.model("User", schema(EMAIL));
        connection.model("Team", schema(NAME));
        connection.indexes().await(EventRecorder.PATIENCE);

        assertThat(connection.indexes().plans()).extracting(IndexPlan::model).containsExactly("User", "Team");
        List<IndexReport> reports = connection.indexes().syncIndexes(IndexSync.SAFE);

        assertThat(reports).extracting(IndexReport::ok).containsExactly(false, true);
        assertThat(indexes("teams")).containsExactly("name_1");
        assertThat(connection.indexes().reports()).isEqualTo(reports);
    }
}
