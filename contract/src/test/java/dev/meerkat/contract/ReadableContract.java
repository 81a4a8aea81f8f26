package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Required;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonDiscriminator;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** I2, I3: a model writes nothing that it could not read again, and what it writes is all there. */
abstract class ReadableContract extends ContractCase {
    enum Level {
        INFO,
        ERROR
    }

    enum Colour {
        RED
    }

    record Narrow(ObjectId id, byte tiny, short small, float part, char letter, int whole, Level level) {}

    record Inner(@Default("7") Integer number, @Required String name, boolean on) {}

    record Outer(ObjectId id, Inner inner, Map<String, Inner> byKey, List<Inner> list) {}

    record Linked(ObjectId id, URI link) {}

    record Timed(ObjectId id, Duration length) {}

    /** A class that others extend. */
    @BsonDiscriminator
    public static class Animal {
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    /** One of those. */
    @BsonDiscriminator
    public static final class Dog extends Animal {
        private int barks;

        public int getBarks() {
            return barks;
        }

        public void setBarks(int barks) {
            this.barks = barks;
        }
    }

    /** A class whose id has a type of its subclass's choice. */
    public abstract static class Kept<I> {
        private I id;

        public I getId() {
            return id;
        }

        public void setId(I id) {
            this.id = id;
        }
    }

    /** That subclass. */
    public static final class Owner extends Kept<ObjectId> {
        private Animal pet;

        public Animal getPet() {
            return pet;
        }

        public void setPet(Animal pet) {
            this.pet = pet;
        }
    }

    private static List<String> broken(Runnable write) {
        ValidationException refusal = catchThrowableOfType(ValidationException.class, write::run);
        assertThat(refusal).isNotNull();
        return refusal.violations().stream()
                .map(each -> each.path() + " " + each.rule())
                .toList();
    }

    @Test
    void I3_an_update_writes_nothing_that_the_class_cannot_hold() {
        Model<Narrow> model = opened().model("Narrow", Narrow.class);
        Narrow made = model.create(new Narrow(null, (byte) 1, (short) 2, 3f, 'c', 5, Level.INFO));
        Map<Bson, String> updates = Map.ofEntries(
                Map.entry(Updates.set("tiny", 300), "tiny type"),
                Map.entry(Updates.set("tiny", "-129"), "tiny type"),
                Map.entry(Updates.set("small", 70_000), "small type"),
                Map.entry(Updates.set("part", 1e300), "part type"),
                Map.entry(Updates.set("letter", "ab"), "letter type"),
                Map.entry(Updates.set("letter", ""), "letter type"),
                Map.entry(Updates.set("whole", null), "whole required"),
                Map.entry(Updates.unset("whole"), "whole required"),
                Map.entry(Updates.currentDate("whole"), "whole type"),
                Map.entry(Updates.set("level", 5), "level type"),
                Map.entry(Updates.set("level", Colour.RED), "level type"));

        updates.forEach((update, refusal) -> assertThat(broken(() -> model.updateOne(eq("_id", made.id()), update)))
                .as(update.toString())
                .containsExactly(refusal));
        assertThat(model.findById(made.id())).contains(made);
        model.updateOne(eq("_id", made.id()), Updates.combine(Updates.set("tiny", "-128"), Updates.set("letter", "z")));
        assertThat(model.findById(made.id()).orElseThrow().tiny()).isEqualTo(Byte.MIN_VALUE);
    }

    @Test
    void I3_an_upsert_that_would_insert_less_than_the_schema_requires_is_refused() {
        Model<Outer> outers = opened().model("Outer", Outer.class);
        Model<Narrow> narrow = outers.connection().model("Upserted", Narrow.class);
        UpdateOptions upsert = new UpdateOptions().upsert(true);

        assertThat(broken(() -> narrow.updateOne(eq("whole", 1), Updates.set("level", Level.ERROR), upsert)))
                .containsExactlyInAnyOrder("tiny required", "small required", "part required", "letter required");
        assertThat(narrow.count()).isZero();
        narrow.updateOne(
                eq("whole", 1),
                Updates.combine(
                        Updates.inc("tiny", 1),
                        Updates.set("small", 1),
                        Updates.setOnInsert("part", 1),
                        Updates.max("letter", "x")),
                upsert);
        assertThat(narrow.find().list()).extracting(Narrow::letter).containsExactly('x');
    }

    @Test
    void I2_a_nested_document_in_an_update_has_all_that_its_class_needs() {
        Model<Outer> outers = opened().model("Nesting", Outer.class);
        Outer made = outers.create(new Outer(null, null, null, null));

        assertThat(broken(
                        () -> outers.updateOne(eq("_id", made.id()), Updates.set("inner", new Document("name", "x")))))
                .containsExactly("inner.on required");
    }

    @Test
    void I2_defaults_are_filled_in_wherever_a_nested_object_stands() {
        Model<Outer> outers = opened().model("Filled", Outer.class);
        Inner bare = new Inner(null, "x", true);

        Outer made = outers.create(new Outer(null, bare, Map.of("k", bare), List.of(bare)));

        Inner full = new Inner(7, "x", true);
        assertThat(made.inner()).isEqualTo(full);
        assertThat(made.list()).containsExactly(full);
        assertThat(made.byKey()).containsExactly(Map.entry("k", full));
        assertThat(outers.findById(made.id())).contains(made);
    }

    @Test
    void G8_a_class_of_the_jdk_without_a_codec_is_refused_and_not_taken_to_pieces() {
        Model<Linked> links = opened().model("Linked", Linked.class);
        Model<Timed> times = links.connection().model("Timed", Timed.class);

        Throwable link = catchThrowable(() -> links.create(new Linked(null, URI.create("http://example.org/"))));
        Throwable length = catchThrowable(() -> times.create(new Timed(null, Duration.ofSeconds(3))));

        assertThat(Diagnosis.of(link).problem()).isEqualTo(Problem.MAPPING);
        assertThat(link).hasMessageContaining("java.net.URI");
        assertThat(Diagnosis.of(length).problem()).isEqualTo(Problem.MAPPING);
        assertThat(links.count() + times.count()).isZero();
    }

    @Test
    void I3_values_that_no_document_can_hold_are_violations_like_others() {
        Model<Document> model = opened().model(
                        "Held",
                        Schema.builder()
                                .field("at", Instant.class)
                                .field("day", LocalDate.class)
                                .field("price", BigDecimal.class)
                                .field("level", Level.class)
                                .field("tiny", Byte.class)
                                .field("letter", Character.class)
                                .build());

        assertThat(broken(() -> model.create(new Document("at", Instant.MAX)
                        .append("day", LocalDate.MAX)
                        .append("price", new BigDecimal("1e7000"))
                        .append("level", Colour.RED)
                        .append("tiny", 300)
                        .append("letter", "ab"))))
                .containsExactlyInAnyOrder(
                        "at type", "day type", "price type", "level type", "tiny type", "letter type");
        assertThat(broken(() -> model.create(new Document("level", 5)))).containsExactly("level type");
        assertThat(model.count()).isZero();
        assertThat(model.create(new Document("level", Level.ERROR).append("letter", 'a')))
                .containsEntry("level", "ERROR")
                .containsEntry("letter", "a");
    }

    @Test
    void I2_an_object_of_a_subclass_keeps_its_own_fields_in_an_update() {
        Model<Owner> owners = opened().model("Owner", Owner.class);
        Dog dog = new Dog();
        dog.setName("Rex");
        dog.setBarks(3);
        Owner owner = owners.create(new Owner());

        owners.updateOne(eq("_id", owner.getId()), Updates.set("pet", dog));

        Owner read = owners.findById(owner.getId().toHexString()).orElseThrow();
        assertThat(read.getPet())
                .isInstanceOfSatisfying(
                        Dog.class, pet -> assertThat(pet.getBarks()).isEqualTo(3));
        assertThat(owners.count(eq("pet.barks", 3))).isOne();
    }
}
