package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.StaleVersionException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.Strict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** I2, I4: updates and replacements by the schema, times, immutable fields, versions. */
abstract class WritingContract extends ContractCase {
    private static Schema job() {
        return Schema.builder()
                .field("title", String.class, f -> f.required().maxLength(10))
                .field("tries", Integer.class, f -> f.min(0).max(9).defaultValue(0))
                .field("owner", String.class, f -> f.immutable())
                .list("tags", String.class, each -> each.oneOf("a", "b", "c"), whole -> {})
                .list(
                        "steps",
                        Schema.builder()
                                .field("name", String.class, f -> f.required())
                                .field("cost", Long.class)
                                .build())
                .nested(
                        "place",
                        Schema.builder()
                                .field("city", String.class, f -> f.required())
                                .build())
                .timestamps()
                .build();
    }

    private Model<Document> jobs(String name) {
        return opened().model(name, job());
    }

    private static Document first(Model<Document> model) {
        return model.find().first().orElseThrow();
    }

    private static List<String> broken(Runnable write) {
        ValidationException refusal = catchThrowableOfType(ValidationException.class, write::run);
        assertThat(refusal).isNotNull();
        return refusal.violations().stream()
                .map(each -> each.path() + " " + each.rule())
                .toList();
    }

    @Test
    void I4_updates_are_cast_to_the_schemas_types() {
        Model<Document> jobs = jobs("CastJob");
        Document made = jobs.create(new Document("title", "x").append("steps", List.of(new Document("name", "s"))));

        jobs.updateOne(
                eq("title", "x"),
                Updates.combine(
                        Updates.set("tries", "3"),
                        Updates.push("tags", "a"),
                        Updates.push("steps", new Document("name", "t").append("cost", "5")),
                        Updates.set("place", Map.of("city", "Oslo"))));
        jobs.updateOne(eq("title", "x"), Updates.combine(Updates.inc("tries", 2L), Updates.addToSet("tags", "b")));

        assertThat(first(jobs))
                .containsEntry("tries", 5)
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("place", new Document("city", "Oslo"));
        assertThat(first(jobs).getList("steps", Document.class).get(1)).containsEntry("cost", 5L);
        assertThat(first(jobs).getDate("createdAt")).isEqualTo(made.getDate("createdAt"));
    }

    @Test
    void I3_every_wrong_path_of_an_update_is_named_and_nothing_is_written() {
        Model<Document> jobs = jobs("WrongJob");
        Document made = jobs.create(new Document("title", "x").append("owner", "me"));
        Bson update = Updates.combine(
                Updates.set("title", "much too long"),
                Updates.set("tries", 10),
                Updates.push("tags", "z"),
                Updates.push("steps", new Document("cost", "many")),
                Updates.set("owner", "you"),
                Updates.set("place", new Document()));

        assertThat(broken(() -> jobs.updateMany(new Document(), update)))
                .containsExactlyInAnyOrder(
                        "title maxLength",
                        "tries max",
                        "tags oneOf",
                        "steps.cost type",
                        "steps.name required",
                        "owner immutable",
                        "place.city required");
        assertThat(broken(() -> jobs.updateOne(new Document(), Updates.unset("title"))))
                .containsExactly("title required");
        assertThat(broken(() -> jobs.updateOne(new Document(), Updates.set("title", null))))
                .containsExactly("title required");
        assertThat(broken(() -> jobs.updateOne(new Document(), Updates.inc("title", 1))))
                .containsExactly("title type");
        assertThat(broken(() -> jobs.findOneAndUpdate(new Document(), Updates.push("title", "y"))))
                .containsExactly("title type");
        assertThat(first(jobs)).isEqualTo(made);
    }

    @Test
    void I2_unknown_paths_of_updates_are_dropped_or_refused_as_strict_says() {
        Model<Document> jobs = jobs("StrictJob");
        jobs.create(new Document("title", "x"));

        jobs.updateOne(eq("title", "x"), Updates.combine(Updates.set("typo", 1), Updates.set("tries", 1)));
        assertThat(first(jobs)).doesNotContainKey("typo").containsEntry("tries", 1);
        assertThat(broken(() -> jobs.updateOne(eq("title", "x"), Updates.set("typo", 1))))
                .containsExactly(" unknown");

        Schema refusing =
                job().toBuilder().strict(Strict.THROW).collection("strictjobs").build();
        Model<Document> strict = jobs.connection().model("Refusing", refusing);
        assertThat(broken(() -> strict.updateOne(eq("title", "x"), Updates.set("titel", 1))))
                .containsExactly("titel unknown");
    }

    @Test
    void I2_times_are_kept_by_the_model() {
        Model<Document> jobs = jobs("TimedJob");
        Document made = jobs.create(new Document("title", "x"));
        assertThat(made.getDate("createdAt")).isEqualTo(made.getDate("updatedAt"));

        jobs.updateOne(eq("title", "x"), Updates.unset("updatedAt"));
        jobs.updateOne(eq("title", "x"), Updates.set("tries", 1));

        assertThat(first(jobs).getDate("updatedAt")).isNotNull().isAfterOrEqualTo(made.getDate("updatedAt"));
        assertThat(first(jobs).getDate("createdAt")).isEqualTo(made.getDate("createdAt"));
    }

    @Test
    void I2_an_upsert_gets_what_an_insert_would() {
        Model<Document> jobs = jobs("UpsertJob");

        jobs.updateOne(eq("title", "new"), Updates.push("tags", "a"), new UpdateOptions().upsert(true));

        assertThat(first(jobs))
                .containsEntry("title", "new")
                .containsEntry("tries", 0)
                .containsEntry("tags", List.of("a"))
                .containsKeys("createdAt", "updatedAt");
    }

    @Test
    void I2_an_immutable_field_is_kept_by_replacements_too() {
        Model<Document> jobs = jobs("FixedJob");
        Document made = jobs.create(new Document("title", "x").append("owner", "me"));
        Document other = new Document(made).append("owner", "you");

        assertThat(broken(() -> jobs.replace(other))).containsExactly("owner immutable");
        assertThat(broken(() -> jobs.replaceOne(eq("title", "x"), other))).containsExactly("owner immutable");
        assertThat(first(jobs)).isEqualTo(made);
        assertThat(jobs.replace(new Document(made).append("title", "y"))).isPresent();
        assertThat(first(jobs)).containsEntry("title", "y").containsEntry("owner", "me");
    }

    @Test
    void I2_a_stale_version_is_refused_with_an_error_of_its_own_and_changes_nothing() {
        Model<Person> people = opened().model("Versioned", Person.class);
        Person ada = people.create(Person.named("ada", 36));
        Person renamed = people.replace(ada.withName("Ada")).orElseThrow();
        assertThat(renamed.version()).isEqualTo(1);
        List<Runnable> stale = List.of(
                () -> people.replace(ada.withName("late")),
                () -> people.replaceOne(eq("_id", ada.id()), ada.withName("late")),
                () -> people.replaceOne(eq("_id", ada.id()), ada.withName("late"), new ReplaceOptions().upsert(true)),
                () -> people.findOneAndReplace(eq("_id", ada.id()), ada.withName("late")),
                () -> people.findOneAndReplace(
                        eq("_id", ada.id()), ada.withName("late"), new FindOneAndReplaceOptions().upsert(true)),
                () -> people.updateOne(and(eq("_id", ada.id()), eq("version", 0)), Updates.set("name", "late")),
                () -> people.findOneAndUpdate(and(eq("_id", ada.id()), eq("version", 0)), Updates.set("name", "late")));

        for (Runnable write : stale) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(StaleVersionException.class)
                    .hasMessageContaining("MK-STALE-VERSION")
                    .hasMessageContaining(ada.id().toHexString());
        }
        assertThat(people.findById(ada.id())).contains(renamed);
        assertThat(people.count()).isOne();
    }

    @Test
    void I2_a_version_counts_every_change_and_nobody_else_may() {
        Model<Person> people = opened().model("Counted", Person.class);
        Person ada = people.create(Person.named("ada", 36));

        people.updateOne(and(eq("_id", ada.id()), eq("version", 0)), Updates.set("age", 37));
        people.updateMany(new Document(), Updates.inc("age", 1));

        Person now = people.findById(ada.id()).orElseThrow();
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.age()).isEqualTo(38);
        assertThat(broken(() -> people.updateOne(eq("_id", ada.id()), Updates.set("version", 9))))
                .containsExactly("version version");
        assertThat(people.updateOne(eq("_id", new ObjectId()), Updates.set("age", 1))
                        .getMatchedCount())
                .isZero();
    }

    @Test
    void I2_of_many_writers_with_one_version_exactly_one_wins() throws Exception {
        Model<Person> people = opened().model("Raced", Person.class);
        Person ada = people.create(Person.named("ada", 36));
        List<Work<Boolean>> writers = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String name = "writer " + number;
            writers.add(Work.begin(name, () -> wins(people, ada.withName(name))));
        }
        int won = 0;
        for (Work<Boolean> writer : writers) {
            won += writer.value() ? 1 : 0;
        }

        assertThat(won).isOne();
        assertThat(people.findById(ada.id()).orElseThrow().version()).isEqualTo(1);
    }

    private static boolean wins(Model<Person> people, Person changed) {
        try {
            return people.replace(changed).isPresent();
        } catch (StaleVersionException late) {
            return false;
        }
    }
}
