package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Updates;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidModelException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import dev.meerkat.model.DuplicateKey;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Min;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.codecs.pojo.annotations.BsonProperty;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I1, I3, G8: whatever is handed over, one clear error, nothing written, and the connection is healthy afterwards. */
abstract class BadInputContract extends ContractCase {
    private Connection connection;

    @BeforeEach
    final void open() {
        connection = opened();
    }

    @AfterEach
    final void isHealthy() {
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        // A model's indexes may still be on their way.
        await().untilAsserted(() -> assertThat(connection.status().inFlight()).isZero());
        Model<Document> check = connection.model("Check", Schema.open());
        assertThat(check.findById(check.create(new Document("fine", true)).get("_id")))
                .isPresent();
    }

    record Thrower(ObjectId id, String name) {
        Thrower {
            if ("bad".equals(name)) {
                throw new IllegalStateException("no bad names");
            }
        }
    }

    record Filled(ObjectId id, @Default("bad") String name) {
        Filled {
            if ("bad".equals(name)) {
                throw new IllegalStateException("no bad names");
            }
        }
    }

    record Threaded(ObjectId id, java.net.http.HttpClient client) {}

    record Twice(
            @BsonProperty("x") String one,
            @BsonProperty("x") String other) {}

    record Misruled(ObjectId id, @Min(1) String text) {}

    record Misdefaulted(ObjectId id, @Default("many") int count) {}

    public abstract static class Abstract {}

    public final class Inner {
        boolean outer() {
            return connection != null;
        }
    }

    public static final class NoConstructor {
        public NoConstructor(String only) {
            assertThat(only).isNotNull();
        }
    }

    static final class Hidden {}

    private InvalidModelException unfit(Class<?> type) {
        InvalidModelException refusal =
                catchThrowableOfType(InvalidModelException.class, () -> connection.model("Unfit", type));
        assertThat(refusal).as(type.toString()).isNotNull();
        assertThat(refusal).hasMessageContaining(type.getName()).hasMessageContaining("MK-INVALID-MODEL");
        assertThat(connection.models()).extracting(Model::name).doesNotContain("Unfit");
        return refusal;
    }

    @Test
    void I1_classes_that_cannot_be_models_are_refused_when_the_model_is_made() {
        assertThat(unfit(Abstract.class)).hasMessageContaining("abstract");
        assertThat(unfit(Runnable.class)).hasMessageContaining("interface");
        assertThat(unfit(Inner.class)).hasMessageContaining("inner class");
        assertThat(unfit(NoConstructor.class)).hasMessageContaining("no constructor");
        assertThat(unfit(Hidden.class)).hasMessageContaining("not public");
        assertThat(unfit(Twice.class)).hasMessageContaining("two components named x");
        assertThat(unfit(Misruled.class)).hasMessageContaining("text");
        assertThat(unfit(Misdefaulted.class)).hasMessageContaining("'many' is no Integer");
        assertThat(unfit(Thread.State.class)).hasMessageContaining("no record or class");
        assertThat(unfit(String.class)).hasMessageContaining("JDK");
        assertThat(unfit(Map.class)).hasMessageContaining("Document");
    }

    @Test
    void I1_a_schema_that_cannot_be_names_every_problem() {
        assertThatThrownBy(() -> Schema.builder()
                        .field("a.b", String.class)
                        .field("$c", String.class)
                        .field("text", String.class, f -> f.min("x"))
                        .field("number", Integer.class, f -> f.pattern("x"))
                        .field("twice", Integer.class)
                        .field("twice", Integer.class)
                        .field("odd", java.net.URI.class)
                        .build())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("a.b")
                .hasMessageContaining("$c")
                .hasMessageContaining("min and max are for numbers")
                .hasMessageContaining("a pattern is for text")
                .hasMessageContaining("twice is there twice")
                .hasMessageContaining("java.net.URI");
    }

    @Test
    void G8_a_duplicate_key_stays_the_drivers_and_tells_index_and_value() {
        Model<Document> users = connection.model(
                "Duplicated",
                Schema.builder()
                        .field("email", String.class)
                        .field("pin", String.class, f -> f.secret())
                        .build());
        users.collection().createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
        users.collection().createIndex(Indexes.ascending("pin"), new IndexOptions().unique(true));
        users.create(new Document("email", "a@b.c").append("pin", "1111"));

        Throwable email = catchThrowable(() -> users.create(new Document("email", "a@b.c").append("pin", "2")));
        Throwable pin =
                catchThrowable(() -> users.insertMany(List.of(new Document("email", "x").append("pin", "1111"))));

        assertThat(email).isInstanceOf(MongoWriteException.class);
        assertThat(((MongoException) email).getCode()).isEqualTo(11000);
        assertThat(Diagnosis.of(email).problem()).isEqualTo(Problem.DUPLICATE_KEY);
        assertThat(Diagnosis.of(email).message()).contains("email_1").doesNotContain("a@b.c");
        DuplicateKey key = users.duplicateKey(email).orElseThrow();
        assertThat(key.index()).isEqualTo("email_1");
        assertThat(key.values()).containsExactly(Map.entry("email", "a@b.c"));
        assertThat(pin).isInstanceOf(MongoBulkWriteException.class);
        assertThat(users.duplicateKey(pin).orElseThrow().values()).containsEntry("pin", Violation.HIDDEN);
        assertThat(users.duplicateKey(new IllegalStateException())).isEmpty();
        assertThat(users.count()).isOne();
    }

    @Test
    void G8_a_duplicate_key_is_told_whatever_the_index_is_called_and_whichever_write_met_it() {
        Model<Document> users = connection.model(
                "Oddly", Schema.builder().field("email", String.class).build());
        users.collection()
                .createIndex(
                        Indexes.ascending("email"),
                        new IndexOptions().unique(true).name("by the email"));
        users.create(new Document("email", "a@b.c"));
        Document other = users.create(new Document("email", "b"));
        List<Runnable> writes = List.of(
                () -> users.create(new Document("email", "a@b.c")),
                () -> users.updateOne(eq("email", "b"), Updates.set("email", "a@b.c")),
                () -> users.findOneAndUpdate(eq("email", "b"), Updates.set("email", "a@b.c")),
                () -> users.replace(new Document(other).append("email", "a@b.c")),
                () -> users.bulkWrite(List.of(new InsertOneModel<>(new Document("email", "a@b.c")))));

        for (Runnable write : writes) {
            DuplicateKey key = users.duplicateKey(catchThrowable(write::run)).orElseThrow();
            assertThat(key.index()).isEqualTo("by the email");
            assertThat(List.of(Map.of(), Map.of("email", "a@b.c")))
                    .as("a server may have its own words for a value")
                    .contains(key.values());
        }
        assertThat(users.duplicateKey(catchThrowable(writes.get(2)::run))
                        .orElseThrow()
                        .values())
                .as("a command's answer")
                .isNotEmpty();
    }

    @Test
    void I3_what_an_own_check_says_of_a_secret_when_it_throws_stays_unsaid() {
        Model<Document> model = connection.model(
                "Throwing",
                Schema.builder()
                        .field(
                                "pin",
                                String.class,
                                f -> f.secret()
                                        .check("number", value -> Integer.parseInt(value) > 0, "must be above 0"))
                        .field(
                                "open",
                                String.class,
                                f -> f.check("number", value -> Integer.parseInt(value) > 0, "must be above 0"))
                        .build());

        ValidationException refusal =
                catchThrowableOfType(ValidationException.class, () -> model.create(new Document("pin", "hunter2")));
        ValidationException told =
                catchThrowableOfType(ValidationException.class, () -> model.create(new Document("open", "x1")));

        assertThat(refusal).hasMessageContaining("NumberFormatException").hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain("hunter2");
        assertThat(told).hasMessageContaining("x1").hasCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void G8_a_document_of_17_mb_is_the_drivers_error_explained() {
        Model<Document> big = connection.model("Big", Schema.open());

        Throwable failure = catchThrowable(() -> big.create(new Document("text", "x".repeat(17 << 20))));

        assertThat(failure).isNotNull();
        assertThat(failure.getClass().getName()).doesNotStartWith("dev.meerkat");
        assertThat(Diagnosis.of(failure).problem()).isEqualTo(Problem.DOCUMENT_TOO_LARGE);
        assertThat(big.count()).isZero();
    }

    @Test
    void G8_a_record_whose_constructor_throws_while_reading_is_named_in_the_drivers_kind_of_error() {
        Model<Thrower> throwers = connection.model("Thrower", Thrower.class);
        connection.database().getCollection("throwers").insertOne(new Document("name", "bad"));

        Throwable failure = catchThrowable(() -> throwers.find().list());

        assertThat(failure)
                .isInstanceOf(CodecConfigurationException.class)
                .hasMessageContaining(Thrower.class.getName());
        assertThat(failure).hasRootCauseMessage("no bad names");
        assertThat(Diagnosis.of(failure).problem()).isEqualTo(Problem.MAPPING);
        assertThat(Diagnosis.of(failure).message()).contains("Thrower");
    }

    @Test
    void I3_a_record_whose_constructor_throws_while_it_is_filled_in_is_refused_and_not_written() {
        Model<Filled> filled = connection.model("Filled", Filled.class);

        ValidationException failure =
                catchThrowableOfType(ValidationException.class, () -> filled.create(new Filled(null, null)));

        assertThat(failure.violations()).extracting(Violation::rule).containsExactly("constructor");
        assertThat(failure).hasRootCauseMessage("no bad names");
        assertThat(filled.count()).isZero();
    }

    @Test
    void G8_a_class_without_a_codec_is_explained_and_not_written() {
        Model<Threaded> model = connection.model("Threaded", Threaded.class);

        Throwable failure =
                catchThrowable(() -> model.create(new Threaded(null, java.net.http.HttpClient.newHttpClient())));

        assertThat(Diagnosis.of(failure).problem()).isEqualTo(Problem.MAPPING);
        assertThat(connection.database().getCollection("threadeds").countDocuments())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void I1_a_model_needs_a_name(String name) {
        assertThatThrownBy(() -> connection.model(name, Schema.open())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void I3_null_where_a_value_is_required_and_an_id_that_nobody_can_make() {
        Model<Document> keyed = connection.model(
                "Keyed",
                Schema.builder()
                        .field("_id", String.class)
                        .field("n", Integer.class, f -> f.required())
                        .build());

        ValidationException refusal =
                catchThrowableOfType(ValidationException.class, () -> keyed.create(new Document("n", null)));

        assertThat(refusal.violations()).extracting(Violation::path).containsExactlyInAnyOrder("_id", "n");
        assertThat(keyed.create(new Document("_id", "k").append("n", 1))).containsEntry("_id", "k");
        assertThat(keyed.find(eq("_id", "k")).list()).hasSize(1);
    }
}
