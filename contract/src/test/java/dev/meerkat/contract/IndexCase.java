package dev.meerkat.contract;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.Schema;
import dev.meerkat.model.SchemaBuilder;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of I5 share: a new database for each, and a plain driver client beside Meerkat. */
abstract class IndexCase extends ContractCase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static final String APPLICATION = "i5app";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private String database = "";
    private @Nullable MongoClient client;

    @BeforeEach
    void newDatabase() {
        database = "i5_" + NUMBER.incrementAndGet();
        client = null;
    }

    /** Through a client that is none of Meerkat's, made at the first call: a test of threads and sockets looks at those before. */
    MongoDatabase beside() {
        MongoClient known = client;
        if (known == null) {
            known = keep(MongoClients.create(server().uri()));
            client = known;
        }
        return known.getDatabase(database);
    }

    @Override
    protected ConnectionOptions.Builder options() {
        return super.options().database(database).appName(APPLICATION).retry(RetryPolicy.fixed(Duration.ofMillis(50)));
    }

    static Schema schema(IndexDefinition... indexes) {
        return schema(null, indexes);
    }

    static Schema schema(@Nullable IndexPolicy policy, IndexDefinition... indexes) {
        SchemaBuilder builder = Schema.builder();
        for (IndexDefinition index : indexes) {
            builder.index(index);
        }
        return (policy == null ? builder : builder.indexPolicy(policy)).build();
    }

    /** The collection, through a client that is none of Meerkat's. */
    MongoCollection<Document> beside(String collection) {
        return beside().getCollection(collection);
    }

    List<String> collections() {
        return beside().listCollectionNames().into(new ArrayList<>());
    }

    /** The names of what the server lists, without the index on {@code _id}. */
    List<String> indexes(String collection) {
        return beside(collection).listIndexes().into(new ArrayList<>()).stream()
                .map(index -> index.getString("name"))
                .filter(name -> !name.equals("_id_"))
                .toList();
    }

    static List<String> built(EventRecorder recorder) {
        return recorder.events(IndexBuilt.class).stream().map(IndexBuilt::index).toList();
    }

    static List<String> failed(EventRecorder recorder) {
        return recorder.events(IndexFailed.class).stream()
                .map(each -> each.diagnosis().code())
                .toList();
    }

    static void awaitIndexes(Connection connection) {
        connection.indexes().await(PATIENCE);
    }
}
