package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.Strict;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** I2, I3: what schemas say, on dynamic documents, records and classes. */
abstract class SchemaContract extends ContractCase {
    enum Level {
        INFO,
        ERROR
    }

    /** A class with accessors. */
    public static final class Task {
        private ObjectId id;

        @Required
        private String title;

        @Default("3")
        private Integer priority;

        public ObjectId getId() {
            return id;
        }

        public void setId(ObjectId id) {
            this.id = id;
        }

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public Integer getPriority() {
            return priority;
        }

        public void setPriority(Integer priority) {
            this.priority = priority;
        }
    }

    private static Schema entry() {
        return Schema.builder()
                .field("at", Instant.class, f -> f.required())
                .field("level", Level.class, f -> f.defaultValue(Level.INFO))
                .field("count", Long.class, f -> f.min(1L).max(10L))
                .field("host", String.class, f -> f.pattern("^[a-z]+$").maxLength(8))
                .field("password", String.class, f -> f.secret().minLength(3))
                .field("even", Integer.class, f -> f.check("even", value -> value % 2 == 0, "must be even"))
                .list("tags", String.class, each -> each.oneOf("a", "b"), whole -> whole.maxLength(2))
                .nested(
                        "place",
                        Schema.builder()
                                .field("city", String.class, f -> f.required())
                                .build())
                .map("labels", Integer.class)
                .build();
    }

    private static List<String> broken(ValidationException refusal) {
        return refusal.violations().stream()
                .map(each -> each.path() + " " + each.rule())
                .toList();
    }

    private static ValidationException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        ValidationException refusal = catchThrowableOfType(ValidationException.class, write);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void I2_what_create_returns_is_what_a_read_gives() {
        Model<Document> entries = opened().model("Entry", entry());
        Instant now = Instant.now();

        Document made = entries.create(new Document("at", now)
                .append("count", 7)
                .append("tags", List.of("a"))
                .append("place", Map.of("city", "Oslo"))
                .append("labels", Map.of("x", 1)));

        assertThat(made.get("_id")).isInstanceOf(ObjectId.class);
        assertThat(made)
                .containsEntry("level", "INFO")
                .containsEntry("count", 7L)
                .containsEntry("at", Date.from(now.truncatedTo(ChronoUnit.MILLIS)));
        assertThat(entries.findById(made.get("_id"))).contains(made);
    }

    @Test
    void I3_every_wrong_path_is_named_at_once_and_nothing_is_written() {
        Model<Document> entries = opened().model("Wrong", entry());

        ValidationException refusal = refusal(() -> entries.create(new Document("count", 11)
                .append("host", "Far too long")
                .append("password", "no")
                .append("even", 3)
                .append("tags", List.of("a", "c", "b"))
                .append("place", new Document())
                .append("labels", new Document("x", "many"))));

        assertThat(broken(refusal))
                .containsExactlyInAnyOrder(
                        "at required",
                        "count max",
                        "host pattern",
                        "host maxLength",
                        "password minLength",
                        "even even",
                        "tags.1 oneOf",
                        "tags maxLength",
                        "place.city required",
                        "labels.x type");
        assertThat(refusal).hasMessageContaining("MK-INVALID-DOCUMENT").hasMessageContaining("place.city");
        assertThat(entries.count()).isZero();
    }

    @Test
    void I3_a_secret_value_is_in_no_violation_and_no_message() {
        Model<Document> entries = opened().model("Secretive", entry());

        ValidationException refusal = refusal(() -> entries.create(
                new Document("at", new Date()).append("password", "pw").append("host", "X1")));

        assertThat(refusal.getMessage())
                .doesNotContain("pw")
                .contains(Violation.HIDDEN)
                .contains("X1");
        assertThat(refusal.violations())
                .filteredOn(each -> each.path().equals("password"))
                .extracting(Violation::value)
                .containsExactly(Violation.HIDDEN);
    }

    @Test
    void I3_of_several_documents_each_is_named_by_its_number_and_none_is_written() {
        Model<Document> entries = opened().model("Several", entry());

        ValidationException refusal = refusal(() -> entries.insertMany(
                List.of(new Document("at", new Date()), new Document("at", "yesterday"), new Document("place", 5))));

        assertThat(broken(refusal)).containsExactlyInAnyOrder("[1].at type", "[2].place type", "[2].at required");
        assertThat(entries.count()).isZero();
    }

    @Test
    void I2_unknown_fields_are_dropped_refused_or_kept_as_strict_says() {
        Connection connection = opened();
        Document document = new Document("text", "x").append("typo", 1);
        Schema text = Schema.builder().field("text", String.class).build();

        Document dropped = connection.model("Dropping", text).create(document);
        Document kept = connection
                .model("Keeping", text.toBuilder().strict(Strict.FALSE).build())
                .create(document);
        ValidationException refused = refusal(() -> connection
                .model("Refusing", text.toBuilder().strict(Strict.THROW).build())
                .create(document));

        assertThat(dropped).doesNotContainKey("typo");
        assertThat(kept).containsEntry("typo", 1);
        assertThat(broken(refused)).containsExactly("typo unknown");
        assertThat(document).doesNotContainKey("_id");
    }

    @Test
    void I2_values_are_cast_without_loss_and_refused_where_there_is_no_way() {
        Model<Document> model = opened().model(
                        "Cast",
                        Schema.builder()
                                .field("whole", Integer.class)
                                .field("long", Long.class)
                                .field("id", ObjectId.class)
                                .field("on", Boolean.class)
                                .field("at", Instant.class)
                                .build());
        ObjectId id = new ObjectId();

        Document made = model.create(new Document("whole", "42")
                .append("long", 7)
                .append("id", id.toHexString())
                .append("on", "true")
                .append("at", "2026-01-02T03:04:05Z"));

        assertThat(made)
                .containsEntry("whole", 42)
                .containsEntry("long", 7L)
                .containsEntry("id", id)
                .containsEntry("on", true)
                .containsEntry("at", Date.from(Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(broken(refusal(() -> model.create(
                        new Document("whole", 1.5).append("long", 1e30).append("on", "perhaps")))))
                .containsExactly("whole type", "long type", "on type");
    }

    @Test
    void I2_a_record_gets_id_times_and_version_and_every_wrong_path_is_named() {
        Model<Person> people = opened().model("Person", Person.class);

        Person ada = people.create(Person.named("ada", 36));

        assertThat(ada.id()).isNotNull();
        assertThat(ada.version()).isZero();
        assertThat(ada.createdAt()).isNotNull().isEqualTo(ada.updatedAt());
        assertThat(people.findById(ada.id())).contains(ada);
        ValidationException refusal = refusal(() -> people.create(new Person(
                null, null, "nobody", 151, null, null, null, null, new Person.Address(null, null), null, null, null)));
        assertThat(broken(refusal))
                .containsExactlyInAnyOrder("name required", "email pattern", "age max", "address.city required");
        assertThat(people.count()).isOne();
    }

    @Test
    void I2_a_class_is_filled_in_and_checked_too() {
        Model<Task> tasks = opened().model("Task", Task.class);
        Task task = new Task();
        assertThat(broken(refusal(() -> tasks.create(task)))).containsExactly("title required");
        task.setTitle("write");

        Task made = tasks.create(task);

        assertThat(made).isSameAs(task);
        assertThat(made.getId()).isNotNull();
        assertThat(tasks.findById(made.getId()).orElseThrow().getPriority()).isEqualTo(3);
    }

    @Test
    void I2_a_schema_beside_a_class_says_more_than_its_annotations() {
        Schema beside = Schema.builder()
                .field("name", String.class, f -> f.minLength(5))
                .collection("crowd")
                .build();
        Model<Person> people = opened().model("Strictly", Person.class, beside);

        assertThat(people.collectionName()).isEqualTo("crowd");
        assertThat(broken(refusal(() -> people.create(Person.named("ada", 36)))))
                .containsExactly("name minLength");
        assertThat(people.create(Person.named("augusta", 36)).name()).isEqualTo("augusta");
        assertThat(people.find(eq("name", "augusta")).list()).hasSize(1);
    }
}
