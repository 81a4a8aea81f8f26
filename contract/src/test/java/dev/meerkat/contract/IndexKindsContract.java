package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.error.IndexesFailedException;
import dev.meerkat.model.IndexBuilder;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.Model;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I5: each kind of index, built, read back, and found equal; or refused, and told as the server's refusal. */
abstract class IndexKindsContract extends IndexCase {
    enum Kind {
        ASCENDING(index(Indexes.ascending("a"))),
        DESCENDING(index(Indexes.descending("a"))),
        COMPOUND(index(Indexes.compoundIndex(Indexes.ascending("a"), Indexes.descending("b.c")))),
        NAMED(index(Indexes.ascending("a")).name("by a")),
        UNIQUE(index(Indexes.ascending("a")).unique()),
        SPARSE(index(Indexes.ascending("a")).sparse()),
        UNIQUE_SPARSE(index(Indexes.ascending("a")).unique().sparse()),
        PARTIAL(index(Indexes.ascending("a")).partialFilter(Filters.gt("age", 18))),
        TTL(index(Indexes.ascending("at")).expireAfter(Duration.ofDays(30))),
        COLLATION(index(Indexes.ascending("a")).collation(secondary("en"))),
        HIDDEN(index(Indexes.ascending("a")).hidden()),
        SPHERE(index(Indexes.geo2dsphere("place"))),
        WILDCARD(index(Indexes.ascending("$**")), Capability.WILDCARD_INDEX),
        WILDCARD_PROJECTION(
                index(Indexes.ascending("$**")).wildcardProjection(Projections.include("a", "b.c")),
                Capability.WILDCARD_INDEX),
        WILDCARD_PATH(index(Indexes.ascending("attributes.$**"))),
        HASHED(index(Indexes.hashed("a")), Capability.HASHED_INDEX),
        TEXT(index(Indexes.compoundIndex(Indexes.text("title"), Indexes.text("body"))), Capability.TEXT_INDEX),
        TEXT_WEIGHTS(
                index(Indexes.text("title")).weights(new Document("title", 5)).defaultLanguage("german"),
                Capability.TEXT_INDEX);

        private final IndexDefinition index;
        private final @Nullable Capability needed;

        Kind(IndexBuilder index) {
            this(index, null);
        }

        Kind(IndexBuilder index, @Nullable Capability needed) {
            this.index = index.build();
            this.needed = needed;
        }

        private static IndexBuilder index(Bson keys) {
            return IndexDefinition.builder(keys);
        }

        private static Collation secondary(String locale) {
            return Collation.builder()
                    .locale(locale)
                    .collationStrength(CollationStrength.SECONDARY)
                    .build();
        }
    }

    private boolean can(Kind kind) {
        return kind.needed == null || kind().capabilities().contains(kind.needed);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void I5_each_kind_of_index_is_built_and_read_back_as_it_was_asked_for_or_refused_by_the_server(Kind kind) {
        Connection connection =
                registry().connection().open(options().autoIndex(false).build());
        Model<Document> model = connection.model("Thing", schema(kind.index));
        assertThat(model.indexPlan().toCreate()).containsExactly(kind.index);

        if (can(kind)) {
            assertBuilt(model, kind);
        } else {
            assertRefused(model, kind);
        }
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    private void assertBuilt(Model<Document> model, Kind kind) {
        IndexReport report = model.createIndexes();

        assertThat(report.built()).containsExactly(kind.index.name());
        assertThat(indexes("things")).containsExactly(kind.index.name());
        IndexPlan after = model.indexPlan();
        assertThat(after.isEmpty()).as(after.toString()).isTrue();
        assertThat(after.unknown()).isEmpty();
        assertThat(after.equal()).hasSize(1);
        IndexReport again = model.syncIndexes();
        assertThat(again.built()).isEmpty();
        assertThat(again.dropped()).isEmpty();
        assertThat(again.changed()).isEmpty();
        assertThat(again.kept()).containsExactly(kind.index.name());
    }

    private void assertRefused(Model<Document> model, Kind kind) {
        IndexesFailedException refused = catchThrowableOfType(IndexesFailedException.class, model::createIndexes);

        assertThat(refused.problemCode()).isEqualTo("MK-INDEX-REFUSED");
        assertThat(refused).hasMessageContaining("The server refused index " + kind.index.name());
        assertThat(refused.getCause()).isNotNull();
        assertThat(refused).hasMessageContaining(reason(refused.getCause()));
        assertThat(refused.report().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.index()).contains(kind.index.name()));
        assertThat(indexes("things")).isEmpty();
    }

    /** The server's own words in the driver's exception. */
    private static String reason(Throwable cause) {
        return ((MongoCommandException) cause).getErrorMessage();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void I5_an_index_somebody_else_built_in_the_same_way_is_no_difference(Kind kind) {
        assumeTrue(can(kind), () -> kind().name() + ": it builds no such index");
        beside("things").createIndexes(List.of(kind.index.toIndexModel()));
        Connection connection =
                registry().connection().open(options().autoIndex(false).build());

        IndexPlan plan = connection.model("Thing", schema(kind.index)).indexPlan();

        assertThat(plan.isEmpty()).as(plan.toString()).isTrue();
        assertThat(plan.equal()).hasSize(1);
    }
}
