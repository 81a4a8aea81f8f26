package dev.meerkat.contract;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of change streams share: a connection, a raw client beside it and an empty collection. */
abstract class StreamCase extends ContractCase {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private int databases;
    private String database = "";

    /** A database of its own for each test: the server may tell a new stream of what the last test did. */
    @BeforeEach
    final void ownDatabase() {
        databases++;
        database = "streams" + databases;
        if (kind().capabilities().contains(Capability.CHANGE_STREAMS)) {
            MongoClient raw = keep(MongoClients.create(server().uri()));
            raw.getDatabase(database).createCollection("rows");
        }
    }

    final String database() {
        return database;
    }

    /** The default connection, open. */
    final Connection connected() {
        needs(Capability.CHANGE_STREAMS);
        return registry()
                .connection()
                .open(options().database(database).appName("streams").build());
    }

    final MongoCollection<Document> rows(Connection connection) {
        return connection.database().getCollection("rows");
    }

    /** The database through a driver client that is nobody's connection. */
    final MongoDatabase raw() {
        return keep(MongoClients.create(server().uri())).getDatabase(database);
    }

    final ChangeStream watching(Connection connection, WatchOptions options, Received received) {
        return keep(connection.watch(rows(connection), List.of(), options, received));
    }

    final ChangeStream watching(Connection connection, Received received) {
        return watching(connection, WatchOptions.defaults(), received).awaitOpen(PATIENCE);
    }

    static void insert(MongoCollection<Document> rows, int from, int to) {
        IntStream.range(from, to).forEach(i -> rows.insertOne(new Document("_id", i)));
    }
}
