package dev.meerkat.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.meerkat.model.ExistingIndex;
import dev.meerkat.model.IndexBuilder;
import dev.meerkat.model.IndexConflict;
import dev.meerkat.model.IndexConflict.Remedy;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexSync;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** I5: what a schema says against what servers tell; the entries of {@code listIndexes} are as MongoDB, secantusd-rs and the embedded server write them. */
class PlannerTest {
    private static final MongoNamespace PLACE = new MongoNamespace("shop.users");
    private static final String EXPANDED = "locale: 'en', caseLevel: false, caseFirst: 'off', numericOrdering: false,"
            + " alternate: 'non-ignorable', maxVariable: 'punct', normalization: false, backwards: false,"
            + " version: '57.1'";

    static List<Arguments> equal() {
        return List.of(
                equal("ints", index(Indexes.ascending("a")), "{v: 2, key: {a: 1}, name: 'a_1'}"),
                equal("longs", index(Indexes.ascending("a")), "{v: 2, key: {a: NumberLong(1)}, name: 'a_1'}"),
                equal("doubles", index(Indexes.descending("a")), "{v: 2, key: {a: -1.0}, name: 'a_-1'}"),
                equal("old ns", index(Indexes.ascending("a")), "{v: 1, key: {a: 1}, name: 'a_1', ns: 'shop.users'}"),
                equal("another name", index(Indexes.ascending("a")), "{v: 2, key: {a: 1}, name: 'mine'}"),
                equal(
                        "defaults told",
                        index(Indexes.ascending("a")),
                        "{v: 2, key: {a: 1}, name: 'a_1', unique: false, sparse: false, hidden: false, background: true}"),
                equal(
                        "compound",
                        index(Indexes.compoundIndex(Indexes.ascending("a"), Indexes.descending("b"))),
                        "{v: 2, key: {a: 1, b: -1}, name: 'a_1_b_-1'}"),
                equal("unique", builder(Indexes.ascending("a")).unique(), "{key: {a: 1}, name: 'a_1', unique: true}"),
                equal(
                        "unique as number",
                        builder(Indexes.ascending("a")).unique(),
                        "{key: {a: 1}, name: 'a_1', unique: 1}"),
                equal("sparse", builder(Indexes.ascending("a")).sparse(), "{key: {a: 1}, name: 'a_1', sparse: true}"),
                equal("hidden", builder(Indexes.ascending("a")).hidden(), "{key: {a: 1}, name: 'a_1', hidden: true}"),
                equal(
                        "partial",
                        builder(Indexes.ascending("a")).partialFilter(Filters.gt("age", 18)),
                        "{key: {a: 1}, name: 'a_1', partialFilterExpression: {age: {$gt: 18.0}}}"),
                equal(
                        "partial, operators in another order",
                        builder(Indexes.ascending("a"))
                                .partialFilter(new Document("age", new Document("$gt", 1).append("$lt", 9))),
                        "{key: {a: 1}, name: 'a_1', partialFilterExpression: {age: {$lt: 9, $gt: NumberLong(1)}}}"),
                equal(
                        "TTL as long",
                        builder(Indexes.ascending("at")).expireAfter(Duration.ofHours(1)),
                        "{key: {at: 1}, name: 'at_1', expireAfterSeconds: NumberLong(3600)}"),
                equal(
                        "TTL as double",
                        builder(Indexes.ascending("at")).expireAfter(Duration.ofHours(1)),
                        "{key: {at: 1}, name: 'at_1', expireAfterSeconds: 3600.0}"),
                equal(
                        "text",
                        index(Indexes.compoundIndex(
                                Indexes.ascending("team"), Indexes.text("title"), Indexes.text("body"))),
                        "{v: 2, key: {team: 1, _fts: 'text', _ftsx: 1}, name: 'team_1_title_text_body_text',"
                                + " weights: {body: 1, title: 1}, default_language: 'english',"
                                + " language_override: 'language', textIndexVersion: 3}"),
                equal(
                        "text with weights and language",
                        builder(Indexes.text("title"))
                                .weights(new Document("title", 5))
                                .defaultLanguage("german"),
                        "{v: 2, key: {_fts: 'text', _ftsx: 1}, name: 'title_text', weights: {title: NumberLong(5)},"
                                + " default_language: 'german', language_override: 'language', textIndexVersion: 3}"),
                equal(
                        "text as the embedded server",
                        index(Indexes.text("title")),
                        "{key: {title: 'text'}, name: 'title_text', v: 2}"),
                equal(
                        "2dsphere",
                        index(Indexes.geo2dsphere("place")),
                        "{v: 2, key: {place: '2dsphere'}, name: 'place_2dsphere', '2dsphereIndexVersion': 3}"),
                equal("hashed", index(Indexes.hashed("a")), "{v: 2, key: {a: 'hashed'}, name: 'a_hashed'}"),
                equal(
                        "collation, filled in by the server",
                        builder(Indexes.ascending("a")).collation(collation("en", CollationStrength.SECONDARY)),
                        "{key: {a: 1}, name: 'a_1', collation: {" + EXPANDED + ", strength: 2}}"),
                equal(
                        "collation, told as given",
                        builder(Indexes.ascending("a")).collation(collation("en", CollationStrength.SECONDARY)),
                        "{key: {a: 1}, name: 'a_1', collation: {locale: 'en', strength: 2}}"),
                equal(
                        "collation of the locale's own way",
                        builder(Indexes.ascending("a")).collation(collation("fr_CA", null)),
                        "{key: {a: 1}, name: 'a_1', collation: {locale: 'fr_CA', caseLevel: false, caseFirst: 'off',"
                                + " strength: 3, numericOrdering: false, alternate: 'non-ignorable',"
                                + " maxVariable: 'punct', normalization: false, backwards: true, version: '57.1'}}"),
                equal(
                        "simple collation is none",
                        builder(Indexes.ascending("a")).collation(collation("simple", null)),
                        "{key: {a: 1}, name: 'a_1'}"),
                equal("wildcard", index(Indexes.ascending("$**")), "{v: 2, key: {'$**': 1}, name: '$**_1'}"),
                equal(
                        "wildcard projection",
                        builder(Indexes.ascending("$**")).wildcardProjection(Projections.include("a.b", "c")),
                        "{key: {'$**': 1}, name: '$**_1', wildcardProjection: {c: true, a: {b: 1}}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equal")
    void I5_what_a_server_tells_in_its_own_way_is_no_difference(String what, IndexDefinition wanted, String existing) {
        IndexPlan plan = plan(List.of(wanted), existing);

        assertThat(plan.isEmpty()).as(plan.toString()).isTrue();
        assertThat(plan.equal()).hasSize(1);
        assertThat(plan.unknown()).isEmpty();
    }

    static List<Arguments> conflicts() {
        return List.of(
                conflict(
                        "other keys",
                        index(Indexes.ascending("a")),
                        "{key: {b: 1}, name: 'a_1'}",
                        Remedy.REPLACE,
                        "key"),
                conflict(
                        "other order",
                        named("n", "{a: 1, b: 1}"),
                        "{key: {b: 1, a: 1}, name: 'n'}",
                        Remedy.REPLACE,
                        "key"),
                conflict("other direction", named("n", "{a: 1}"), "{key: {a: -1}, name: 'n'}", Remedy.REPLACE, "key"),
                conflict("other kind", named("n", "{a: 1}"), "{key: {a: 'hashed'}, name: 'n'}", Remedy.REPLACE, "key"),
                conflict(
                        "to unique",
                        builder(Indexes.ascending("a")).unique(),
                        "{key: {a: 1}, name: 'a_1'}",
                        Remedy.REPLACE,
                        "unique"),
                conflict(
                        "from unique",
                        builder(Indexes.ascending("a")),
                        "{key: {a: 1}, name: 'a_1', unique: true}",
                        Remedy.REPLACE,
                        "unique"),
                conflict(
                        "sparse",
                        builder(Indexes.ascending("a")).sparse(),
                        "{key: {a: 1}, name: 'a_1'}",
                        Remedy.REPLACE,
                        "sparse"),
                conflict(
                        "partial",
                        builder(Indexes.ascending("a")).partialFilter(Filters.gt("age", 21)),
                        "{key: {a: 1}, name: 'a_1', partialFilterExpression: {age: {$gt: 18}}}",
                        Remedy.REPLACE,
                        "partialFilterExpression"),
                conflict(
                        "collation strength",
                        builder(Indexes.ascending("a")).collation(collation("en", null)),
                        "{key: {a: 1}, name: 'a_1', collation: {" + EXPANDED + ", strength: 2}}",
                        Remedy.REPLACE,
                        "collation"),
                conflict(
                        "collation locale",
                        builder(Indexes.ascending("a")).collation(collation("de", CollationStrength.SECONDARY)),
                        "{key: {a: 1}, name: 'a_1', collation: {locale: 'en', strength: 2}}",
                        Remedy.REPLACE,
                        "collation"),
                conflict(
                        "wildcard projection",
                        builder(Indexes.ascending("$**")).wildcardProjection(Projections.include("a")),
                        "{key: {'$**': 1}, name: '$**_1', wildcardProjection: {a: 1, b: 1}}",
                        Remedy.REPLACE,
                        "wildcardProjection"),
                conflict(
                        "to hidden",
                        builder(Indexes.ascending("a")).hidden(),
                        "{key: {a: 1}, name: 'a_1'}",
                        Remedy.CHANGE,
                        "hidden"),
                conflict(
                        "hidden under another name",
                        builder(Indexes.ascending("a")).hidden(),
                        "{key: {a: 1}, name: 'x'}",
                        Remedy.CHANGE,
                        "hidden"),
                conflict(
                        "another age",
                        builder(Indexes.ascending("at")).expireAfter(Duration.ofMinutes(1)),
                        "{key: {at: 1}, name: 'at_1', expireAfterSeconds: 3600}",
                        Remedy.CHANGE,
                        "expireAfterSeconds"),
                conflict(
                        "to TTL",
                        builder(Indexes.ascending("at")).expireAfter(Duration.ofMinutes(1)),
                        "{key: {at: 1}, name: 'at_1'}",
                        Remedy.CHANGE,
                        "expireAfterSeconds"),
                conflict(
                        "from TTL",
                        builder(Indexes.ascending("at")),
                        "{key: {at: 1}, name: 'at_1', expireAfterSeconds: 3600}",
                        Remedy.DROP_FIRST,
                        "expireAfterSeconds"),
                conflict(
                        "a second text index",
                        builder(Indexes.text("title")),
                        "{key: {_fts: 'text', _ftsx: 1}, name: 'body_text', weights: {body: 1}, default_language: 'english'}",
                        Remedy.DROP_FIRST,
                        "weights"),
                conflict(
                        "text language",
                        builder(Indexes.text("title")).defaultLanguage("german"),
                        "{key: {_fts: 'text', _ftsx: 1}, name: 'title_text', weights: {title: 1}, default_language: 'english'}",
                        Remedy.DROP_FIRST,
                        "default_language"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conflicts")
    void I5_what_stands_in_the_way_is_a_conflict_with_reason_and_remedy(
            String what, IndexDefinition wanted, String existing, Remedy remedy, String option) {
        IndexPlan plan = plan(List.of(wanted), existing);

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toCreate()).isEmpty();
        assertThat(plan.unknown()).isEmpty();
        assertThat(plan.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.remedy()).isEqualTo(remedy);
            assertThat(conflict.differences()).singleElement().asString().startsWith(option + " is ");
            boolean sameKeys = !option.equals("key") && !option.equals("weights");
            assertThat(conflict.diagnosis().code())
                    .isEqualTo(sameKeys ? "MK-INDEX-OPTIONS-DIFFER" : "MK-INDEX-NAME-TAKEN");
            assertThat(conflict.diagnosis().toString()).contains("shop.users", wanted.name(), option);
        });
    }

    static List<Arguments> besides() {
        return List.of(
                beside("nothing there", index(Indexes.ascending("a")), "{key: {_id: 1}, name: '_id_'}"),
                beside("other keys", index(Indexes.ascending("a")), "{key: {b: 1}, name: 'b_1'}"),
                beside("a longer one", index(Indexes.ascending("a")), "{key: {a: 1, b: 1}, name: 'a_1_b_1'}"),
                beside(
                        "unique of another name",
                        builder(Indexes.ascending("a")).unique().build(),
                        "{key: {a: 1}, name: 'x'}"),
                beside(
                        "sparse of another name",
                        builder(Indexes.ascending("a")).sparse().build(),
                        "{key: {a: 1}, name: 'x'}"),
                beside(
                        "collation of another name",
                        builder(Indexes.ascending("a"))
                                .collation(collation("en", null))
                                .build(),
                        "{key: {a: 1}, name: 'x'}"),
                beside("text beside hashed", index(Indexes.text("a")), "{key: {a: 'hashed'}, name: 'a_hashed'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("besides")
    void I5_what_has_place_beside_the_existing_is_to_be_created(String what, IndexDefinition wanted, String existing) {
        IndexPlan plan = plan(List.of(wanted), existing);

        assertThat(plan.toCreate()).containsExactly(wanted);
        assertThat(plan.conflicts()).isEmpty();
    }

    @Test
    void I5_what_no_definition_meets_is_unknown_and_dropped_only_when_told() {
        IndexPlan plan = plan(
                List.of(index(Indexes.ascending("a"))), "{key: {a: 1}, name: 'a_1'}", "{key: {b: 1}, name: 'b_1'}");

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.unknown()).extracting(ExistingIndex::name).containsExactly("b_1");
        assertThat(plan.toDrop(IndexSync.SAFE)).isEmpty();
        assertThat(plan.toDrop(IndexSync.SAFE.dropUnknown()))
                .extracting(ExistingIndex::name)
                .containsExactly("b_1");
    }

    @Test
    void I5_what_is_replaced_is_to_be_dropped_and_what_must_go_first_only_when_told() {
        List<IndexDefinition> wanted =
                List.of(builder(Indexes.ascending("a")).unique().build(), index(Indexes.ascending("at")));
        IndexPlan plan =
                plan(wanted, "{key: {a: 1}, name: 'a_1'}", "{key: {at: 1}, name: 'at_1', expireAfterSeconds: 9}");

        assertThat(plan.toDrop(IndexSync.SAFE)).extracting(ExistingIndex::name).containsExactly("a_1");
        assertThat(plan.toDrop(IndexSync.SAFE.dropFirst()))
                .extracting(ExistingIndex::name)
                .containsExactly("a_1", "at_1");
    }

    @Test
    void I5_what_another_model_declares_is_neither_unknown_nor_to_be_replaced() {
        IndexDefinition theirs = index(Indexes.ascending("a"));
        IndexDefinition mine = named("a_1", "{b: 1}").build();
        IndexPlan plan = Planner.plan(
                "User", PLACE, List.of(mine), reading(null, "{key: {a: 1}, name: 'a_1'}"), List.of(theirs));

        assertThat(plan.unknown()).isEmpty();
        assertThat(plan.conflicts()).extracting(IndexConflict::remedy).containsExactly(Remedy.NONE);
        assertThat(plan.toDrop(IndexSync.SAFE.dropUnknown().dropFirst())).isEmpty();
    }

    @Test
    void I5_a_name_taken_by_an_index_that_this_schema_wants_is_not_dropped_either() {
        List<IndexDefinition> wanted =
                List.of(index(Indexes.ascending("a")), named("x", "{b: 1}").build());
        IndexPlan plan = plan(wanted, "{key: {a: 1}, name: 'x'}");

        assertThat(plan.equal()).hasSize(1);
        assertThat(plan.conflicts()).extracting(IndexConflict::remedy).containsExactly(Remedy.NONE);
    }

    @Test
    void I5_the_same_index_declared_twice_is_created_once() {
        IndexPlan plan = plan(
                List.of(index(Indexes.ascending("a")), named("again", "{a: 1}").build()));

        assertThat(plan.toCreate()).extracting(IndexDefinition::name).containsExactly("a_1");
    }

    @Test
    void I5_an_index_on_the_id_is_there_already() {
        assertThat(plan(List.of(index(Indexes.ascending("_id")))).isEmpty()).isTrue();
        assertThat(plan(List.of(index(Indexes.hashed("_id")))).toCreate()).hasSize(1);
    }

    @Test
    void I5_an_index_that_inherits_the_collections_collation_is_as_a_definition_without_one() {
        BsonDocument ofCollection = BsonDocument.parse("{" + EXPANDED + ", strength: 2}");
        String inherited = "{key: {a: 1}, name: 'a_1', collation: {" + EXPANDED + ", strength: 2}}";
        List<IndexDefinition> wanted = List.of(index(Indexes.ascending("a")));

        assertThat(Planner.plan("User", PLACE, wanted, reading(ofCollection, inherited), List.of())
                        .isEmpty())
                .isTrue();
        assertThat(Planner.plan("User", PLACE, wanted, reading(null, inherited), List.of())
                        .conflicts())
                .hasSize(1);
    }

    @Test
    void I5_the_plan_says_in_words_what_it_has_as_data() {
        List<IndexDefinition> wanted = List.of(
                index(Indexes.ascending("new")),
                builder(Indexes.ascending("a")).unique().build(),
                index(Indexes.ascending("same")));
        String words = plan(
                        wanted,
                        "{key: {a: 1}, name: 'a_1'}",
                        "{key: {same: 1}, name: 'same_1'}",
                        "{key: {old: 1}, name: 'old_1'}")
                .toString();

        assertThat(words.lines())
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("indexes of shop.users (model User)"),
                        create -> assertThat(create).contains("create", "new_1"),
                        conflict -> assertThat(conflict)
                                .contains(
                                        "conflict a_1",
                                        "MK-INDEX-OPTIONS-DIFFER",
                                        "unique is false instead of true",
                                        "Fix: "),
                        equal -> assertThat(equal).contains("equal", "same_1"),
                        unknown -> assertThat(unknown).contains("unknown", "old_1", "dropUnknown()"));
    }

    private static IndexPlan plan(List<IndexDefinition> wanted, String... existing) {
        return Planner.plan("User", PLACE, wanted, reading(null, existing), List.of());
    }

    private static IndexReading reading(@Nullable BsonDocument collation, String... existing) {
        List<ExistingIndex> indexes = Arrays.stream(existing)
                .map(BsonDocument::parse)
                .map(ExistingIndex::of)
                .filter(each -> !each.name().equals("_id_"))
                .toList();
        return new IndexReading(true, collation, indexes);
    }

    private static IndexDefinition index(Bson keys) {
        return IndexDefinition.of(keys);
    }

    private static IndexBuilder builder(Bson keys) {
        return IndexDefinition.builder(keys);
    }

    private static IndexBuilder named(String name, String keys) {
        return IndexDefinition.builder(BsonDocument.parse(keys)).name(name);
    }

    private static Collation collation(String locale, @Nullable CollationStrength strength) {
        Collation.Builder builder = Collation.builder().locale(locale);
        return (strength == null ? builder : builder.collationStrength(strength)).build();
    }

    private static Arguments equal(String what, IndexDefinition wanted, String existing) {
        return Arguments.of(what, wanted, existing);
    }

    private static Arguments equal(String what, IndexBuilder wanted, String existing) {
        return equal(what, wanted.build(), existing);
    }

    private static Arguments conflict(String what, IndexBuilder wanted, String existing, Remedy remedy, String option) {
        return conflict(what, wanted.build(), existing, remedy, option);
    }

    private static Arguments conflict(
            String what, IndexDefinition wanted, String existing, Remedy remedy, String option) {
        return Arguments.of(what, wanted, existing, remedy, option);
    }

    private static Arguments beside(String what, IndexDefinition wanted, String existing) {
        return Arguments.of(what, wanted, existing);
    }
}
