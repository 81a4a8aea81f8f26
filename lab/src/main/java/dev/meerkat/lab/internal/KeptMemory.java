package dev.meerkat.lab.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import java.util.List;

/**
 * The data of an embedded server, which outlives the server's shutdown. It reports version 7.0: the library's own 5.0
 * with wire version 8 lies on the floor of today's drivers, so the next driver would refuse it, and Node's does so
 * already.
 */
public final class KeptMemory extends MemoryBackend {
    /** Empty data. */
    public KeptMemory() {
        version(new Version());
    }

    /** Does nothing: the library calls this at each shutdown, and its own answer is to drop all data. */
    @Override
    public void close() {}

    @Override
    public MemoryDatabase openOrCreateDatabase(String databaseName) {
        return new Database(databaseName, getCursorRegistry());
    }

    /** The library's, but a collection that is created while a first insert creates it too is not made twice, which lost the insert. */
    private static final class Database extends MemoryDatabase {
        Database(String name, CursorRegistry cursors) {
            super(name, cursors);
        }

        @Override
        public synchronized MongoCollection<Integer> createCollectionOrThrowIfExists(
                String collectionName, CollectionOptions options) {
            return super.createCollectionOrThrowIfExists(collectionName, options);
        }
    }

    private static final class Version implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(7, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 21;
        }
    }
}
