package dev.meerkat.benchmarks.peers;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.benchmarks.paired.Clients;
import java.util.ArrayList;
import java.util.List;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.PojoCodecProvider;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The driver's own collection, with its record codec or its codec for classes. */
record RawMapper<T>(MongoCollection<T> collection) implements Mapper<T> {
    private static final CodecRegistry CODECS = CodecRegistries.fromRegistries(
            MongoClientSettings.getDefaultCodecRegistry(),
            CodecRegistries.fromProviders(
                    PojoCodecProvider.builder().automatic(true).build()));

    static <T> RawMapper<T> of(MongoClient client, String collection, Class<T> type) {
        return new RawMapper<>(client.getDatabase(Clients.DATABASE)
                .getCollection(collection, type)
                .withCodecRegistry(CODECS));
    }

    @Override
    public @Nullable T find(ObjectId id) {
        return collection.find(Filters.eq("_id", id)).first();
    }

    @Override
    public List<T> adults(int most) {
        return collection.find(Filters.gte("age", 18)).limit(most).into(new ArrayList<>());
    }

    @Override
    public void insert(T document) {
        collection.insertOne(document);
    }

    @Override
    public void insert(List<T> documents) {
        collection.insertMany(documents);
    }
}
