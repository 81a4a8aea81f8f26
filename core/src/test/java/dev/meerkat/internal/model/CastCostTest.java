package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Filters;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.model.Schema;
import dev.meerkat.options.StrictQuery;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What needs no change is handed on as it is: no copy of a filter, no new object for a document. */
class CastCostTest {
    private static final CodecRegistry REGISTRY = MongoClientSettings.getDefaultCodecRegistry();

    record Plain(@BsonId ObjectId id, String name, int age) {}

    private static BsonDocument cast(Schema schema, BsonDocument filter) {
        FilterCast cast = new FilterCast(
                REGISTRY, Unknown.inReads(StrictQuery.TRUE), new Warnings("c", "m"), new Violations("m"));
        return cast.filter(filter, Shape.root(schema), Place.WHOLE);
    }

    @Test
    void aFilterThatFitsIsTheSameObject() {
        Schema schema = Schema.builder()
                .field("name", String.class)
                .field("age", Integer.class)
                .build();
        Bson filter = Filters.and(Filters.eq("name", "x"), Filters.in("age", 1, 2), Filters.gt("age", 0));
        BsonDocument rendered = filter.toBsonDocument(Plain.class, DataCodecs.forFilters(REGISTRY));

        assertThat(cast(schema, rendered)).isSameAs(rendered);
    }

    @Test
    void aRecordWithoutRulesIsWrittenItselfAndOneWithoutAnIdIsMadeAnew() {
        Definition<Plain> definition = Definition.of(Plain.class, null);
        Shape shape = Shape.root(definition.schema());
        Clock clock = new Clock(TimeSource.SYSTEM);
        Preparation<Plain> preparation = definition.preparation(
                shape, clock, new DocumentPreparation(shape, clock, new Warnings("c", "m"), () -> REGISTRY));
        Violations none = new Violations("m");
        Plain known = new Plain(new ObjectId(), "x", 1);

        assertThat(preparation.insert(known, none)).isSameAs(known);
        assertThat(preparation.insert(new Plain(null, "x", 1), none).id()).isNotNull();
    }

    @Test
    void anOpenSchemaHandsDocumentsAndFiltersOnUntouched() {
        assertThat(Shape.root(Schema.open()).saysNothing()).isTrue();
        assertThat(Shape.root(Schema.builder().build()).saysNothing()).isFalse();
    }
}
