package dev.meerkat.internal.index;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import dev.meerkat.model.ExistingIndex;
import dev.meerkat.model.IndexDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * What is done to a collection's indexes, each deed one command. What another process did already is no failure.
 *
 * <p>No deadline: the server may take as long as it needs, and an operation's deadline would make it give up a build. Thread safety: safe.
 */
final class IndexDeeds {
    private static final int NAMESPACE_EXISTS = 48;
    private static final int INDEX_NOT_FOUND = 27;

    private final MongoClient client;
    private final MongoNamespace place;

    IndexDeeds(MongoClient client, MongoNamespace place) {
        this.client = client;
        this.place = place;
    }

    IndexReading read() {
        return IndexReading.of(client, place);
    }

    /** Tells whether it was created; false if it was there. */
    boolean createCollection() {
        try {
            database().createCollection(place.getCollectionName());
            return true;
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() == NAMESPACE_EXISTS) {
                return false;
            }
            throw refused;
        }
    }

    void build(IndexDefinition index, String name) {
        IndexModel model = new IndexModel(index.keys(), index.options().name(name));
        collection().createIndexes(List.of(model));
    }

    /** Changes what a server can change in place. */
    void change(IndexDefinition wanted, ExistingIndex existing) {
        Document index = new Document("name", existing.name());
        IndexShape now = IndexShape.of(existing.description());
        if (wanted.hidden() != now.hidden()) {
            index.append("hidden", wanted.hidden());
        }
        wanted.timeToLive()
                .map(Duration::toSeconds)
                .filter(age -> !age.equals(now.expireAfterSeconds()))
                .ifPresent(age -> index.append("expireAfterSeconds", age));
        database().runCommand(new Document("collMod", place.getCollectionName()).append("index", index));
    }

    void drop(String name) {
        try {
            collection().dropIndex(name);
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() != INDEX_NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** {@code wanted}, or with the next free number if that name is taken. */
    String freeName(String wanted) {
        List<String> taken = read().names();
        String name = wanted;
        for (int number = 2; taken.contains(name); number++) {
            name = wanted + "_r" + number;
        }
        return name;
    }

    private MongoDatabase database() {
        return client.getDatabase(place.getDatabaseName()).withTimeout(0, TimeUnit.MILLISECONDS);
    }

    private MongoCollection<Document> collection() {
        return database().getCollection(place.getCollectionName());
    }
}
