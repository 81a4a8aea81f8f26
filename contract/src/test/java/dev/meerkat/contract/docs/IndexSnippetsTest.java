package dev.meerkat.contract.docs;

import static com.mongodb.client.model.Indexes.ascending;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the chapter on indexes, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class IndexSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(IndexSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final String uri = server.uri();
    private final Connection db = registry.connection();

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void declare() {
        // tag::index-declare[]
        record User(
                @BsonId ObjectId id,
                String name,
                @Indexed(unique = true) String email) {}

        Model<User> users = db.model("User", User.class);
        db.open(ConnectionOptions.builder().uri(uri).build()); // email_1 is built after Opened
        // end::index-declare[]

        // tag::index-report[]
        db.on(IndexFailed.class, e -> log.warn("{} {}: {}", e.model(), e.index().orElse("all"), e.diagnosis()));
        IndexReport report = users.awaitIndexes(ofSeconds(30)); // only if the start shall wait for it
        report.orThrow(); // and only if it shall fail without its indexes
        db.indexes().reports().forEach(each -> log.info("{}", each)); // of all models
        // end::index-report[]
        assertThat(report.built()).containsExactly("email_1");
    }

    @Test
    void policy() {
        // tag::index-policy[]
        Schema audit = Schema.builder()
                .field("at", Instant.class)
                .index(ascending("at"), index -> index.expireAfter(Duration.ofDays(30)))
                .indexPolicy(IndexPolicy.SYNC)
                .build();
        // end::index-policy[]
        db.open(ConnectionOptions.builder().uri(uri).build());
        Model<Document> entries = db.model("Entry", audit);
        assertThat(entries.awaitIndexes(ofSeconds(30)).policy()).isEqualTo(IndexPolicy.SYNC);
    }

    @Test
    void explicit() {
        db.open(ConnectionOptions.builder().uri(uri).autoIndex(false).build());
        db.database().getCollection("users").createIndex(ascending("old"));
        Model<Document> users =
                db.model("User", Schema.builder().index(ascending("name")).build());
        // tag::index-plan[]
        IndexPlan plan = users.indexPlan();
        log.info("{}", plan);
        plan.toCreate(); // missing
        plan.conflicts(); // with differences, remedy and diagnosis each
        plan.unknown(); // what no model of this connection declares
        // end::index-plan[]
        assertThat(plan.toCreate()).hasSize(1);

        // tag::index-explicit[]
        users.createIndexes(); // what is missing
        users.syncIndexes(); // and ends conflicts
        users.syncIndexes(IndexSync.SAFE.dropUnknown()); // and drops what no model of this connection declares
        // end::index-explicit[]
        assertThat(users.indexReport()).hasValueSatisfying(last -> {
            assertThat(last.dropped()).containsExactly("old_1");
            assertThat(last.kept()).containsExactly("name_1");
        });
    }
}
