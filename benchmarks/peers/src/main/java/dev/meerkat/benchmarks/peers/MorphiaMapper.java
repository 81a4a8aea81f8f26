package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Clients;
import dev.morphia.Datastore;
import dev.morphia.Morphia;
import dev.morphia.query.FindOptions;
import dev.morphia.query.filters.Filters;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Morphia's datastore. */
record MorphiaMapper<T>(Datastore datastore, Class<T> type) implements Mapper<T> {
    static <T> MorphiaMapper<T> of(MongoClient client, Class<T> type) {
        return new MorphiaMapper<>(Morphia.createDatastore(client, Clients.DATABASE), type);
    }

    @Override
    public @Nullable T find(ObjectId id) {
        return datastore.find(type).filter(Filters.eq("_id", id)).first();
    }

    @Override
    public List<T> adults(int most) {
        try (var cursor = datastore
                .find(type, new FindOptions().limit(most))
                .filter(Filters.gte("age", 18))
                .iterator()) {
            return cursor.toList();
        }
    }

    @Override
    public void insert(T document) {
        datastore.insert(document);
    }

    @Override
    public void insert(List<T> documents) {
        datastore.insert(documents);
    }
}
