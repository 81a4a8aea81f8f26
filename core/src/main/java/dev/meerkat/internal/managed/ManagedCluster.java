package dev.meerkat.internal.managed;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.internal.gate.Admission;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;

/** The managed {@link MongoCluster}. Thread safety: safe. */
class ManagedCluster extends ClusterOperations {
    ManagedCluster(Root root, HandleSettings own) {
        super(root, own);
    }

    @Override
    MongoCluster make(MongoClient driver) {
        MongoCluster cluster = driver;
        CodecRegistry codecs = own.codecRegistry();
        cluster = codecs == null ? cluster : cluster.withCodecRegistry(codecs);
        ReadPreference preference = own.readPreference();
        cluster = preference == null ? cluster : cluster.withReadPreference(preference);
        WriteConcern writes = own.writeConcern();
        cluster = writes == null ? cluster : cluster.withWriteConcern(writes);
        ReadConcern reads = own.readConcern();
        cluster = reads == null ? cluster : cluster.withReadConcern(reads);
        Long timeout = own.timeoutMillis();
        return timeout == null ? cluster : cluster.withTimeout(timeout, TimeUnit.MILLISECONDS);
    }

    /** The commands of a client itself go to this database. */
    @Override
    public final String namespace() {
        return "admin";
    }

    @Override
    public final MongoDatabase getDatabase(String name) {
        MongoNamespace.checkDatabaseNameValidity(name);
        return new ManagedDatabase(root, own, name);
    }

    @Override
    public final ClientSession startSession() {
        return startSession(ClientSessionOptions.builder().build());
    }

    @Override
    public final ClientSession startSession(ClientSessionOptions options) {
        ManagedSession session = newSession(options, false);
        session.follow();
        return session;
    }

    final ManagedSession newSession() {
        return newSession(ClientSessionOptions.builder().build(), false);
    }

    /**
     * A session that whoever begins it is sure to close.
     *
     * @param own whether the cursors in it are as sure to be closed
     */
    final ManagedSession newSession(ClientSessionOptions options, boolean own) {
        Admission admission = admit("startSession", true);
        try {
            return new ManagedSession(this, options, admission.generation(), own);
        } catch (RuntimeException failure) {
            throw failed(failure, "startSession", admission);
        } finally {
            admission.release();
        }
    }

    @Override
    public final MongoCluster withCodecRegistry(CodecRegistry codecRegistry) {
        return new ManagedCluster(root, own.with(codecRegistry));
    }

    @Override
    public final MongoCluster withReadPreference(ReadPreference readPreference) {
        return new ManagedCluster(root, own.with(readPreference));
    }

    @Override
    public final MongoCluster withWriteConcern(WriteConcern writeConcern) {
        return new ManagedCluster(root, own.with(writeConcern));
    }

    @Override
    public final MongoCluster withReadConcern(ReadConcern readConcern) {
        return new ManagedCluster(root, own.with(readConcern));
    }

    @Override
    public final MongoCluster withTimeout(long timeout, TimeUnit timeUnit) {
        return new ManagedCluster(root, own.with(timeout, timeUnit));
    }
}
