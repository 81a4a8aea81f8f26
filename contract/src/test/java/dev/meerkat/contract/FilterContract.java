package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Filters.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.model.Updates;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.InvalidFilterException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.Strict;
import dev.meerkat.model.TrustedFilter;
import dev.meerkat.options.StrictQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I4: filters are cast, unknown keys treated as {@code strictQuery} says, and operators that came as data refused. */
abstract class FilterContract extends ContractCase {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private Connection connection;
    private Model<Document> orders;
    private ObjectId customer;

    private static Schema order() {
        return Schema.builder()
                .field("customer", ObjectId.class)
                .field("count", Integer.class)
                .field("price", Double.class)
                .field("at", Instant.class)
                .field("paid", Boolean.class)
                .field("name", String.class)
                .field("pin", String.class, f -> f.secret())
                .field("anything", Object.class)
                .list("tags", String.class)
                .list("scores", Integer.class)
                .list(
                        "lines",
                        Schema.builder()
                                .field("sku", String.class)
                                .field("qty", Integer.class)
                                .build())
                .nested("address", Schema.builder().field("zip", Integer.class).build())
                .map("extra", Integer.class)
                .build();
    }

    @BeforeEach
    final void fill() {
        connection = opened();
        orders = connection.model("Order", order());
        orders.awaitIndexes(Duration.ofSeconds(10)); // or they would count as in flight
        orders.deleteMany(new Document());
        customer = new ObjectId();
        orders.create(new Document("customer", customer)
                .append("count", 42)
                .append("price", 9.5)
                .append("at", NOON)
                .append("paid", true)
                .append("name", "Ada")
                .append("pin", "1234")
                .append("tags", List.of("a", "b"))
                .append("scores", List.of(3, 7))
                .append("lines", List.of(new Document("sku", "x").append("qty", 2)))
                .append("address", new Document("zip", 4711))
                .append("extra", new Document("weight", 5)));
    }

    private void matches(Bson filter) {
        assertThat(orders.find(filter).list()).as(filter.toString()).hasSize(1);
    }

    private void matchesNot(Bson filter) {
        assertThat(orders.find(filter).list()).as(filter.toString()).isEmpty();
    }

    private InvalidFilterException refused(Bson filter) {
        InvalidFilterException refusal = catchThrowableOfType(
                InvalidFilterException.class, () -> orders.find(filter).list());
        assertThat(refusal).as(filter.toString()).isNotNull();
        return refusal;
    }

    @Test
    void I4_text_is_cast_to_the_schemas_type() {
        matches(eq("count", "42"));
        matches(eq("customer", customer.toHexString()));
        matches(eq("at", "2026-05-01T12:00:00Z"));
        matches(eq("at", "2026-05-01T14:00:00+02:00"));
        matches(eq("at", Date.from(NOON)));
        matches(eq("paid", "true"));
        matches(eq("price", "9.5"));
        matches(eq("_id", orders.find().first().orElseThrow().getObjectId("_id").toHexString()));
        matchesNot(eq("count", "43"));
    }

    @Test
    void I4_values_inside_operators_are_cast() {
        matches(gt("count", "41"));
        matches(in("count", "1", "42"));
        matches(not(gt("count", "42")));
        matches(and(gte("at", "2026-05-01"), lt("at", "2026-05-02")));
        matches(or(eq("count", "0"), eq("customer", customer.toHexString())));
        matches(ne("count", "43"));
        matchesNot(in("count", "41", "43"));
    }

    @Test
    void I4_paths_through_nested_documents_lists_and_maps_are_cast() {
        matches(eq("address.zip", "4711"));
        matches(eq("lines.qty", "2"));
        matches(eq("lines.0.qty", "2"));
        matches(elemMatch("lines", gt("qty", "1")));
        matches(eq("scores", "7"));
        matches(eq("scores.1", "7"));
        matches(elemMatch("scores", TrustedFilter.of(new Document("$gt", "5").append("$lt", "8"))));
        matches(all("scores", "3", "7"));
        matches(eq("extra.weight", "5"));
        matches(eq("address", new Document("zip", "4711")));
        matches(eq("scores", List.of("3", "7")));
    }

    @Test
    void I4_what_needs_no_cast_stays_as_it_is() {
        matches(eq("count", 42L));
        matches(gt("count", 41.5));
        matches(regex("name", "^A"));
        matches(eq("anything", null));
        matches(exists("name"));
        matches(size("tags", 2));
        matchesNot(eq("anything", "42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "at", "customer", "paid", "address.zip", "lines.qty", "scores"})
    void I4_a_value_that_cannot_be_cast_is_an_error_that_names_path_value_and_type(String path) {
        Violation violation = refused(eq(path, "nonsense")).violations().get(0);

        assertThat(violation.path()).isEqualTo(path);
        assertThat(violation.value()).isEqualTo("nonsense");
        assertThat(violation.rule()).isEqualTo("type");
        assertThat(violation.message()).contains("expects");
    }

    @Test
    void I4_all_that_is_wrong_in_a_filter_is_named_at_once_and_secrets_are_hidden() {
        InvalidFilterException refusal =
                refused(and(eq("count", "x"), or(eq("at", "y"), eq("pin", new Document("deep", 1)))));

        assertThat(refusal.violations()).extracting(Violation::path).containsExactly("count", "at", "pin");
        assertThat(refusal.getMessage()).contains("Integer").contains("Instant").doesNotContain("deep");
    }

    @Test
    void I4_strict_query_keeps_removes_or_refuses_unknown_keys_of_reads() {
        Bson typo = and(eq("name", "Ada"), eq("conut", 1));

        assertThat(orders.find(typo).list()).as("false, the default").isEmpty();
        assertThat(orders.find(typo).strictQuery(StrictQuery.TRUE).list()).hasSize(1);
        InvalidFilterException refusal = catchThrowableOfType(
                InvalidFilterException.class,
                () -> orders.find(typo).strictQuery(StrictQuery.THROW).list());
        assertThat(refusal).hasMessageContaining("conut").hasMessageContaining("did you mean count?");
    }

    @Test
    void I4_strict_query_is_taken_from_the_query_then_the_schema_then_the_connection() {
        Connection strict = registry()
                .connection("strict")
                .open(options().strictQuery(StrictQuery.THROW).build());
        Bson typo = eq("conut", 1);

        assertThat(catchThrowableOfType(
                        InvalidFilterException.class,
                        () -> strict.model("Order", order()).find(typo).list()))
                .isNotNull();
        Schema lenient = order().toBuilder().strictQuery(StrictQuery.TRUE).build();
        Model<Document> own =
                strict.model("Own", lenient.toBuilder().collection("orders").build());
        assertThat(own.find(typo).list()).hasSize(1);
        assertThat(own.find(typo).strictQuery(StrictQuery.FALSE).list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FALSE", "TRUE", "THROW"})
    void I4_an_unknown_key_in_the_filter_of_a_write_is_always_an_error(String strictQuery) {
        Model<Document> model = connection.model(
                "Order" + strictQuery,
                order().toBuilder()
                        .collection("orders")
                        .strictQuery(StrictQuery.valueOf(strictQuery))
                        .build());
        Bson typo = eq("conut", 1);
        List<Runnable> writes = List.of(
                () -> model.deleteMany(typo),
                () -> model.deleteOne(or(typo, eq("count", 42))),
                () -> model.updateMany(typo, Updates.set("name", "x")),
                () -> model.updateOne(typo, Updates.set("name", "x")),
                () -> model.replaceOne(typo, new Document("name", "x")),
                () -> model.findOneAndUpdate(typo, Updates.set("name", "x")),
                () -> model.findOneAndReplace(typo, new Document("name", "x")),
                () -> model.findOneAndDelete(typo));

        for (Runnable write : writes) {
            InvalidFilterException refusal = catchThrowableOfType(InvalidFilterException.class, write::run);
            assertThat(refusal).isNotNull().hasMessageContaining("conut");
        }
        assertThat(orders.find(eq("name", "Ada")).list()).hasSize(1);
    }

    @Test
    void I4_a_schema_that_keeps_unknown_fields_knows_every_key() {
        Model<Document> loose = connection.model(
                "Loose",
                order().toBuilder().strict(Strict.FALSE).collection("orders").build());
        loose.create(new Document("mood", "good"));

        assertThat(loose.find(eq("mood", "good")).strictQuery(StrictQuery.THROW).list())
                .hasSize(1);
        assertThat(loose.deleteMany(eq("mood", "good")).getDeletedCount()).isOne();
        assertThat(orders.count()).isOne();
    }

    private static Map<String, Object> injected() {
        Map<String, Object> fromOutside = new HashMap<>();
        fromOutside.put("$ne", null);
        return fromOutside;
    }

    @Test
    void I4_an_operator_that_came_as_data_is_refused_where_the_schema_has_a_type() {
        List<Bson> attacks = List.of(
                eq("name", injected()),
                eq("name", new Document(injected())),
                eq("name", BsonDocument.parse("{$ne: null}")),
                eq("pin", injected()),
                in("name", List.of("x", injected())),
                ne("name", injected()),
                gt("count", injected()),
                and(eq("count", 42), eq("name", injected())),
                or(eq("name", "x"), eq("address.zip", injected())),
                not(eq("name", injected())),
                elemMatch("lines", eq("sku", injected())),
                eq("tags", injected()),
                eq("address", injected()),
                eq("address", new Document("zip", injected())),
                new Document("name", injected()),
                new Document("$or", List.of(new Document("name", injected()))),
                new Document("lines", new Document("sku", injected())),
                BsonDocument.parse("{name: {$gt: ''}}"));
        for (Bson attack : attacks) {
            InvalidFilterException refusal = refused(attack);
            assertThat(refusal.violations())
                    .as(attack.toString())
                    .extracting(Violation::rule)
                    .containsOnly("operator");
            assertThat(catchThrowableOfType(InvalidFilterException.class, () -> orders.deleteMany(attack)))
                    .isNotNull();
        }
        assertThat(orders.count()).isOne();
        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I4_a_regular_expression_that_came_as_data_is_an_operator_too() {
        Document request =
                Document.parse("{name: {$regex: '.*'}, pin: {$regularExpression: {pattern: '', options: ''}}}");
        List<Bson> attacks = List.of(
                eq("name", request.get("name")),
                in("name", request.get("name"), "x"),
                ne("pin", request.get("pin")),
                eq("tags", request.get("name")),
                new Document("pin", request.get("pin")),
                new Document("$or", List.of(new Document("lines.sku", request.get("name")))),
                BsonDocument.parse("{name: {$in: [{$regex: '.*'}]}}"));

        for (Bson attack : attacks) {
            assertThat(refused(attack).violations())
                    .as(attack.toString())
                    .extracting(Violation::rule)
                    .containsOnly("operator");
        }
        matches(regex("name", "^A"));
        matches(regex("name", java.util.regex.Pattern.compile("^A")));
        matches(new Document("name", java.util.regex.Pattern.compile("^A")));
        matches(in("tags", java.util.regex.Pattern.compile("^a"), "x"));
        matches(not(regex("name", "^B")));
        matchesNot(new Document("anything", request.get("name")));
    }

    @Test
    void I4_what_a_pull_looks_for_is_guarded_like_a_filter() {
        List<Bson> attacks = List.of(
                Updates.pull("tags", injected()),
                Updates.pull("lines", new Document(injected())),
                Updates.pullByFilter(eq("lines", new Document("sku", injected()))),
                new Document("$pull", new Document("tags", injected())));

        for (Bson attack : attacks) {
            ValidationException refusal =
                    catchThrowableOfType(ValidationException.class, () -> orders.updateMany(new Document(), attack));
            assertThat(refusal).as(attack.toString()).isNotNull();
            assertThat(refusal.violations()).extracting(Violation::rule).containsOnly("operator");
        }
        orders.updateMany(new Document(), Updates.pullByFilter(gt("scores", 5)));
        orders.updateMany(new Document(), Updates.pull("lines", new Document("sku", "y")));
        orders.updateMany(new Document(), TrustedFilter.of(new Document("$pull", new Document("tags", injected()))));
        Document now = orders.find().first().orElseThrow();
        assertThat(now.getList("scores", Integer.class)).containsExactly(3);
        assertThat(now.getList("lines", Document.class)).hasSize(1);
        assertThat(now.getList("tags", String.class)).isEmpty();
    }

    @Test
    void I4_operators_in_what_an_update_stores_are_stored() {
        orders.updateOne(eq("name", "Ada"), Updates.set("anything", injected()));
        orders.updateOne(
                eq("name", "Ada"),
                new Document("$push", new Document("tags", new Document("$each", List.of("c", "d")))));

        Document now = orders.find().first().orElseThrow();
        assertThat(now.get("anything")).isEqualTo(new Document("$ne", null));
        assertThat(now.getList("tags", String.class)).endsWith("c", "d");
    }

    @Test
    void I4_operators_built_in_code_pass_and_so_does_data_without_operators() {
        matches(ne("name", null));
        matches(and(ne("name", "x"), gt("count", 1)));
        matches(elemMatch("lines", ne("sku", null)));
        matches(new Document("name", "Ada"));
        matches(eq("address", Map.of("zip", 4711)));
        matches(TrustedFilter.of(new Document("name", new Document("$ne", null))));
        matches(and(eq("count", 42), TrustedFilter.of(BsonDocument.parse("{name: {$gt: ''}}"))));
        matches(new Document("$or", List.of(new Document("count", 42))));
        matchesNot(new Document("anything", injected()));
    }

    @Test
    void I4_with_sanitize_filter_off_operators_pass_as_with_the_driver() {
        Connection lax = registry()
                .connection("lax")
                .open(options().sanitizeFilter(false).build());
        Model<Document> model = lax.model("Order", order());

        assertThat(model.find(eq("name", injected())).list()).hasSize(1);
        assertThat(model.find(new Document("count", new Document("$gt", "41"))).list())
                .hasSize(1);
    }
}
