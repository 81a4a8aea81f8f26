package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import dev.meerkat.error.ValidationException;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.CompoundIndex;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Timestamped;
import dev.meerkat.model.annotation.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Contract I2, I3: what is read of classes, and what is filled in and checked in their objects, at any depth. */
class ObjectPreparationTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

    record Line(@Required String sku, @Default("1") Integer quantity) {}

    @CompoundIndex("{\"a\": 1, \"b\": -1}")
    @Timestamped(createdAt = "made", updatedAt = "changed")
    record Order(
            ObjectId id,
            @Indexed(unique = true, sparse = true) String number,
            List<Line> lines,
            Set<Line> gifts,
            Map<String, Line> byName,
            Line first,
            @Min(1) List<Integer> sizes,
            Date made,
            Instant changed,
            @Version int version) {}

    record Tree(ObjectId id, String name, List<Tree> children) {}

    private static final class Fixed implements TimeSource {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return NOON;
        }
    }

    private static <T> Preparation<T> preparation(Class<T> type) {
        Definition<T> definition = Definition.of(type, null);
        Shape shape = Shape.root(definition.schema());
        Clock clock = new Clock(new Fixed());
        DocumentPreparation documents = new DocumentPreparation(
                shape, clock, new Warnings("c", "m"), MongoClientSettings::getDefaultCodecRegistry);
        return definition.preparation(shape, clock, documents);
    }

    private static Order order(Line line) {
        return new Order(null, "7", List.of(line), Set.of(line), Map.of("x", line), line, List.of(1), null, null, 0);
    }

    @Test
    void defaultsAreFilledInAtAnyDepthThatIsRebuiltAndTimesAreWholeMilliseconds() {
        Violations found = new Violations("Order");

        Order made = preparation(Order.class).insert(order(new Line("s", null)), found);

        found.refuseWrite();
        Line filled = new Line("s", 1);
        assertThat(made.lines()).containsExactly(filled);
        assertThat(made.gifts()).isInstanceOf(LinkedHashSet.class).containsExactly(filled);
        assertThat(made.first()).isEqualTo(filled);
        assertThat(made.made()).isEqualTo(Date.from(made.changed()));
        assertThat(made.changed()).isEqualTo(Instant.parse("2026-05-01T12:00:00.123Z"));
        assertThat(made.id()).isNotNull();
    }

    @Test
    void everyWrongPathAtAnyDepthIsNamed() {
        Line wrong = new Line(null, 1);
        Order order = new Order(
                null,
                null,
                Arrays.asList(wrong, null),
                Set.of(wrong),
                Map.of("x", wrong),
                wrong,
                List.of(0, 1),
                null,
                null,
                0);
        Violations found = new Violations("Order");

        found.of(3);
        preparation(Order.class).insert(order, found);

        ValidationException refusal = Assertions.catchThrowableOfType(ValidationException.class, found::refuseWrite);
        assertThat(refusal.violations())
                .extracting(each -> each.path() + " " + each.rule())
                .containsExactlyInAnyOrder(
                        "[3].lines.0.sku required",
                        "[3].gifts.0.sku required",
                        "[3].byName.x.sku required",
                        "[3].first.sku required",
                        "[3].sizes.0 min");
    }

    @Test
    void aReplacementCountsTheVersionAndKeepsTheTimeOfCreation() {
        Violations found = new Violations("Order");
        Guards guards = new Guards(MongoClientSettings.getDefaultCodecRegistry());
        Date made = new Date(5);
        Order before = new Order(new ObjectId(), "7", null, null, null, null, null, made, null, 3);

        Order after = preparation(Order.class).replace(before, guards, found);

        assertThat(after.version()).isEqualTo(4);
        assertThat(after.made()).isEqualTo(made);
        assertThat(after.changed()).isNotNull();
        assertThat(guards.version()).isEqualTo("version");
        assertThat(guards.values().get("version").asNumber().intValue()).isEqualTo(3);
    }

    @Test
    void annotationsBecomeASchemaWithIndexes() {
        Schema schema = Definition.of(Order.class, null).schema();

        assertThat(schema.fields()).containsKeys("_id", "number", "lines").doesNotContainKey("id");
        assertThat(schema.fields().get("lines").type()).isInstanceOf(FieldType.ListOf.class);
        assertThat(schema.version()).contains("version");
        assertThat(schema.indexes()).extracting(IndexDefinition::name).containsExactly("number_1", "a_1_b_-1");
        assertThat(schema.indexes().get(0).sparse()).isTrue();
    }

    @Test
    void aClassThatReachesItselfIsReadOneLevelDeep() {
        Schema schema = Definition.of(Tree.class, null).schema();

        assertThat(((FieldType.ListOf) schema.fields().get("children").type()).element())
                .isEqualTo(new FieldType.Any());
    }

    record Patterned(ObjectId id, @Matches("^a") List<String> words) {}

    @Test
    void rulesOfAListAreRulesOfItsElements() {
        Violations found = new Violations("Patterned");

        preparation(Patterned.class).insert(new Patterned(null, List.of("ab", "ba")), found);

        ValidationException refusal = Assertions.catchThrowableOfType(ValidationException.class, found::refuseWrite);
        assertThat(refusal.violations()).extracting(each -> each.path()).containsExactly("words.1");
    }
}
