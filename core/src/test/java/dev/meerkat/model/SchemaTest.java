package dev.meerkat.model;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Indexes.geo2dsphere;
import static com.mongodb.client.model.Indexes.hashed;
import static com.mongodb.client.model.Indexes.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Collation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contract I1, I2: schemas and indexes as data. */
class SchemaTest {
    private static SchemaBuilder user() {
        return Schema.builder()
                .field("name", String.class, f -> f.required().index())
                .field("email", String.class, f -> f.unique())
                .nested(
                        "place",
                        Schema.builder()
                                .field("city", String.class, f -> f.index())
                                .build())
                .index(compoundIndex(ascending("name"), descending("age")), i -> i.sparse());
    }

    @Test
    void equalDefinitionsAreEqualAndDifferencesAreNamed() {
        assertThat(user().build()).isEqualTo(user().build()).hasSameHashCodeAs(user().build());
        Schema other = user().field("age", Integer.class)
                .strict(Strict.THROW)
                .timestamps()
                .build();
        assertThat(user().build().differences(other))
                .contains("field age is new", "field createdAt is new", "strict is THROW instead of TRUE");
        assertThat(other.toBuilder().build()).isEqualTo(other);
    }

    @Test
    void indexesOfNestedSchemasHaveTheirPaths() {
        assertThat(user().build().indexes())
                .extracting(IndexDefinition::name)
                .containsExactlyInAnyOrder("name_1", "email_1", "place.city_1", "name_1_age_-1");
        assertThat(user().build().indexes())
                .filteredOn(IndexDefinition::unique)
                .extracting(index -> index.keys().toJson())
                .containsExactly("{\"email\": 1}");
    }

    @Test
    void everyKindOfIndexIsData() {
        IndexDefinition partial = IndexDefinition.builder(ascending("at"))
                .expireAfter(Duration.ofDays(1))
                .partialFilter(Filters.gt("n", 3))
                .collation(Collation.builder().locale("de").build())
                .hidden()
                .name("mine")
                .build();
        IndexOptions options = partial.options();

        assertThat(options.getExpireAfter(TimeUnit.HOURS)).isEqualTo(24);
        assertThat(options.isHidden()).isTrue();
        assertThat(options.getName()).isEqualTo("mine");
        assertThat(partial.toString()).contains("expireAfter=PT24H").contains("{\"n\": {\"$gt\": 3}}");
        assertThat(List.of(text("body"), geo2dsphere("where"), hashed("key"), ascending("$**")))
                .extracting(keys -> IndexDefinition.of(keys).name())
                .containsExactly("body_text", "where_2dsphere", "key_hashed", "$**_1");
        assertThat(IndexDefinition.of(ascending("a"))).isEqualTo(IndexDefinition.of(ascending("a")));
        assertThat(IndexDefinition.of(compoundIndex(ascending("a"), ascending("b"))))
                .isNotEqualTo(IndexDefinition.of(compoundIndex(ascending("b"), ascending("a"))));
    }
}
