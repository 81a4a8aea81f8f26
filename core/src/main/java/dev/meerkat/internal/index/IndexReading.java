package dev.meerkat.internal.index;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import dev.meerkat.model.ExistingIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells of a collection's indexes. Immutable.
 *
 * @param exists whether the collection is there
 * @param collation the collection's own collation, null if it has none or the user may not see it
 * @param indexes its indexes without that on {@code _id} and without a clustered collection's
 */
record IndexReading(boolean exists, @Nullable BsonDocument collation, List<ExistingIndex> indexes) {
    private static final int NAMESPACE_NOT_FOUND = 26;
    private static final int UNAUTHORIZED = 13;
    private static final BsonDocument ID = new BsonDocument("_id", new BsonInt32(1));

    /** Asks the server, through the managed client. */
    static IndexReading of(MongoClient client, MongoNamespace place) {
        try {
            BsonDocument collection = collection(client, place);
            List<ExistingIndex> found = new ArrayList<>();
            client.getDatabase(place.getDatabaseName())
                    .withTimeout(0, TimeUnit.MILLISECONDS)
                    .getCollection(place.getCollectionName())
                    .listIndexes(BsonDocument.class)
                    .forEach(entry -> add(found, entry));
            return new IndexReading(collection != null || !found.isEmpty(), collation(collection), found);
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() == NAMESPACE_NOT_FOUND) {
                return new IndexReading(false, null, List.of());
            }
            throw refused;
        }
    }

    private static void add(List<ExistingIndex> found, BsonDocument entry) {
        if (!Alike.inOrder(entry.getDocument("key"), ID) && !Alike.on(entry.get("clustered"))) {
            found.add(ExistingIndex.of(entry));
        }
    }

    /** The collection's entry among the database's; null if there is none, or the user may not see it. Not every server filters. */
    private static @Nullable BsonDocument collection(MongoClient client, MongoNamespace place) {
        BsonString name = new BsonString(place.getCollectionName());
        try {
            for (BsonDocument each : client.getDatabase(place.getDatabaseName())
                    .withTimeout(0, TimeUnit.MILLISECONDS)
                    .listCollections(BsonDocument.class)
                    .filter(new BsonDocument("name", name))) {
                if (name.equals(each.get("name"))) {
                    return each;
                }
            }
            return null;
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() == UNAUTHORIZED) {
                return null;
            }
            throw refused;
        }
    }

    private static @Nullable BsonDocument collation(@Nullable BsonDocument collection) {
        if (collection == null || !collection.isDocument("options")) {
            return null;
        }
        BsonDocument options = collection.getDocument("options");
        return options.isDocument("collation") ? Collations.meaning(options.getDocument("collation")) : null;
    }

    /** The names that are taken. */
    List<String> names() {
        return indexes.stream().map(ExistingIndex::name).toList();
    }

    /** What each existing index is. */
    Map<ExistingIndex, IndexShape> shapes() {
        Map<ExistingIndex, IndexShape> shapes = new LinkedHashMap<>();
        indexes.forEach(each -> shapes.put(each, IndexShape.of(each.description())));
        return shapes;
    }
}
