package dev.meerkat.internal.model;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;
import static com.mongodb.client.model.Filters.geoWithinBox;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.mod;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Filters.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import dev.meerkat.model.Schema;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

/** Contract §4, I4: the walk through filters of every form the driver's builders write, without a server. */
class FilterCastTest {
    private static final CodecRegistry REGISTRY = CodecRegistries.withUuidRepresentation(
            MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD);

    private static final Schema SCHEMA = Schema.builder()
            .field("n", Integer.class)
            .field("text", String.class)
            .field("key", UUID.class)
            .field("any", Object.class)
            .list("list", Integer.class)
            .list("docs", Schema.builder().field("n", Integer.class).build())
            .field("where", Document.class)
            .build();

    private static String cast(Bson filter, Unknown unknown) {
        Violations found = new Violations("m");
        FilterCast cast = new FilterCast(REGISTRY, unknown, new Warnings("c", "m"), found);
        BsonDocument rendered = filter.toBsonDocument(Document.class, DataCodecs.forFilters(REGISTRY));
        BsonDocument result = cast.filter(rendered, Shape.root(SCHEMA), Place.WHOLE);
        found.refuseFilter();
        return result.toJson();
    }

    private static String plain(Bson filter) {
        return filter.toBsonDocument(Document.class, REGISTRY).toJson();
    }

    @Test
    void everyOperatorOfTheBuildersComesOutAsTheDriverWritesItWithItsValuesCast() {
        assertThat(cast(and(gt("n", "1"), lt("n", "5")), Unknown.REFUSE)).isEqualTo(plain(and(gt("n", 1), lt("n", 5))));
        assertThat(cast(nor(eq("n", "1"), not(gt("n", "5"))), Unknown.REFUSE))
                .isEqualTo(plain(nor(eq("n", 1), not(gt("n", 5)))));
        assertThat(cast(elemMatch("docs", or(eq("n", "1"), eq("n", "2"))), Unknown.REFUSE))
                .isEqualTo(plain(elemMatch("docs", or(eq("n", 1), eq("n", 2)))));
        assertThat(cast(eq("key", "5c0e2f4a-7a86-4a94-8f5c-0d8f8f6f0a11"), Unknown.REFUSE))
                .isEqualTo(plain(eq("key", UUID.fromString("5c0e2f4a-7a86-4a94-8f5c-0d8f8f6f0a11"))));
    }

    @Test
    void whatHasNoValueToCastIsLeftAlone() {
        List<Bson> filters = List.of(
                mod("n", 2, 1),
                type("n", BsonType.INT32),
                regex("text", "a", "i"),
                geoWithinBox("where", 1, 2, 3, 4),
                expr(new Document("$gt", List.of("$n", new Document("$add", List.of(1, 2))))),
                eq("any", new Document("$deep", 1)),
                eq("n", null),
                new Document());
        for (Bson filter : filters) {
            assertThat(cast(filter, Unknown.REFUSE)).isEqualTo(plain(filter));
        }
    }

    @Test
    void unknownKeysAreRemovedEverywhereAndAnEmptyConditionGoesWithThem() {
        assertThat(cast(and(eq("n", 1), eq("typo", 2)), Unknown.REMOVE)).isEqualTo("{\"$and\": [{\"n\": 1}]}");
        assertThat(cast(and(eq("typo", 1), eq("typo2", 2)), Unknown.REMOVE)).isEqualTo("{}");
        assertThat(cast(elemMatch("docs", and(eq("n", 1), eq("typo", 2))), Unknown.REMOVE))
                .isEqualTo("{\"docs\": {\"$elemMatch\": {\"$and\": [{\"n\": 1}]}}}");
        assertThat(cast(eq("typo", new Document("$gt", 1)), Unknown.KEEP))
                .isEqualTo(plain(eq("typo", new Document("$gt", 1))));
    }

    @Test
    void noMarkEverLeavesTheWalk() {
        Bson data = new Document("any", List.of(new Document("$x", new Document("$y", 1))))
                .append("$or", List.of(new Document("$and", List.of(new Document("n", "1")))));
        DataCodecs marking = DataCodecs.forFilters(REGISTRY);
        FilterCast cast = new FilterCast(REGISTRY, Unknown.REFUSE, new Warnings("c", "m"), new Violations("m"));

        BsonDocument result = cast.filter(marking.filter((Document) data), Shape.root(SCHEMA), Place.WHOLE);

        assertThat(result.toJson())
                .isEqualTo("{\"any\": [{\"$x\": {\"$y\": 1}}], \"$or\": [{\"$and\": [{\"n\": 1}]}]}");
    }
}
