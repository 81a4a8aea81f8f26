package dev.meerkat.internal.managed;

import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;

/** The managed {@link MongoDatabase}. Thread safety: safe. */
final class ManagedDatabase extends DatabaseOperations {
    private final String name;

    ManagedDatabase(Root root, HandleSettings own, String name) {
        super(root, own);
        this.name = name;
    }

    @Override
    MongoDatabase make(MongoClient driver) {
        MongoDatabase database = driver.getDatabase(name);
        CodecRegistry codecs = own.codecRegistry();
        database = codecs == null ? database : database.withCodecRegistry(codecs);
        ReadPreference preference = own.readPreference();
        database = preference == null ? database : database.withReadPreference(preference);
        WriteConcern writes = own.writeConcern();
        database = writes == null ? database : database.withWriteConcern(writes);
        ReadConcern reads = own.readConcern();
        database = reads == null ? database : database.withReadConcern(reads);
        Long timeout = own.timeoutMillis();
        return timeout == null ? database : database.withTimeout(timeout, TimeUnit.MILLISECONDS);
    }

    @Override
    public String namespace() {
        return name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public MongoCollection<Document> getCollection(String collectionName) {
        return getCollection(collectionName, Document.class);
    }

    @Override
    public <T> MongoCollection<T> getCollection(String collectionName, Class<T> documentClass) {
        HandleSettings.present("documentClass", documentClass);
        return new ManagedCollection<>(root, own, new MongoNamespace(name, collectionName), documentClass);
    }

    @Override
    public MongoDatabase withCodecRegistry(CodecRegistry codecRegistry) {
        return new ManagedDatabase(root, own.with(codecRegistry), name);
    }

    @Override
    public MongoDatabase withReadPreference(ReadPreference readPreference) {
        return new ManagedDatabase(root, own.with(readPreference), name);
    }

    @Override
    public MongoDatabase withWriteConcern(WriteConcern writeConcern) {
        return new ManagedDatabase(root, own.with(writeConcern), name);
    }

    @Override
    public MongoDatabase withReadConcern(ReadConcern readConcern) {
        return new ManagedDatabase(root, own.with(readConcern), name);
    }

    @Override
    public MongoDatabase withTimeout(long timeout, TimeUnit timeUnit) {
        return new ManagedDatabase(root, own.with(timeout, timeUnit), name);
    }
}
