package dev.meerkat.internal.managed;

import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;

/** The managed {@link MongoCollection}. Thread safety: safe. */
final class ManagedCollection<T> extends CollectionOperations<T> {
    private final MongoNamespace namespace;
    private final Class<T> documentClass;

    ManagedCollection(Root root, HandleSettings own, MongoNamespace namespace, Class<T> documentClass) {
        super(root, own);
        this.namespace = namespace;
        this.documentClass = documentClass;
    }

    @Override
    MongoCollection<T> make(MongoClient driver) {
        MongoCollection<T> collection = driver.getDatabase(namespace.getDatabaseName())
                .getCollection(namespace.getCollectionName(), documentClass);
        CodecRegistry codecs = own.codecRegistry();
        collection = codecs == null ? collection : collection.withCodecRegistry(codecs);
        ReadPreference preference = own.readPreference();
        collection = preference == null ? collection : collection.withReadPreference(preference);
        WriteConcern writes = own.writeConcern();
        collection = writes == null ? collection : collection.withWriteConcern(writes);
        ReadConcern reads = own.readConcern();
        collection = reads == null ? collection : collection.withReadConcern(reads);
        Long timeout = own.timeoutMillis();
        return timeout == null ? collection : collection.withTimeout(timeout, TimeUnit.MILLISECONDS);
    }

    @Override
    public String namespace() {
        return namespace.getFullName();
    }

    @Override
    public MongoNamespace getNamespace() {
        return namespace;
    }

    @Override
    public Class<T> getDocumentClass() {
        return documentClass;
    }

    @Override
    public <N> MongoCollection<N> withDocumentClass(Class<N> newDocumentClass) {
        HandleSettings.present("documentClass", newDocumentClass);
        return new ManagedCollection<>(root, own, namespace, newDocumentClass);
    }

    @Override
    public MongoCollection<T> withCodecRegistry(CodecRegistry codecRegistry) {
        return with(own.with(codecRegistry));
    }

    @Override
    public MongoCollection<T> withReadPreference(ReadPreference readPreference) {
        return with(own.with(readPreference));
    }

    @Override
    public MongoCollection<T> withWriteConcern(WriteConcern writeConcern) {
        return with(own.with(writeConcern));
    }

    @Override
    public MongoCollection<T> withReadConcern(ReadConcern readConcern) {
        return with(own.with(readConcern));
    }

    @Override
    public MongoCollection<T> withTimeout(long timeout, TimeUnit timeUnit) {
        return with(own.with(timeout, timeUnit));
    }

    private MongoCollection<T> with(HandleSettings settings) {
        return new ManagedCollection<>(root, settings, namespace, documentClass);
    }
}
