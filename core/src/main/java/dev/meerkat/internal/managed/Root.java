package dev.meerkat.internal.managed;

import com.mongodb.MongoClientSettings;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.leak.LeakWatch;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** What all handles of one managed client share. Thread safety: safe. */
final class Root {
    private final Entrance entrance;
    private final ManagedSettings settings;
    private final FailureHook failures;
    private final LeakWatch leaks;
    private final Ambient ambient = new Ambient();
    private volatile @Nullable Codecs codecs;

    Root(Entrance entrance, ManagedSettings settings) {
        this.entrance = entrance;
        this.settings = settings;
        this.failures = settings.failures();
        this.leaks = settings.leaks();
    }

    Entrance entrance() {
        return entrance;
    }

    ManagedSettings settings() {
        return settings;
    }

    /** Who looks for what is held too long. */
    LeakWatch leaks() {
        return leaks;
    }

    /** The transactions that threads are in on this connection. */
    Ambient ambient() {
        return ambient;
    }

    MongoClientSettings defaults() {
        return settings.client();
    }

    /** The driver client's own registry: the settings' with the settings' UUID representation. */
    @SuppressWarnings("ReferenceEquality") // the same settings mean the same driver client
    CodecRegistry codecRegistry() {
        MongoClientSettings present = settings.client();
        Codecs known = codecs;
        if (known == null || known.settings != present) {
            known = new Codecs(present, withUuidRepresentation(present.getCodecRegistry()));
            codecs = known;
        }
        return known.registry;
    }

    /** What the driver makes of a registry that a handle is given. */
    CodecRegistry withUuidRepresentation(CodecRegistry registry) {
        return CodecRegistries.withUuidRepresentation(
                registry, settings.client().getUuidRepresentation());
    }

    RuntimeException failed(RuntimeException failure, String operation, Origin origin, Admission admission) {
        ambient.failed(failure);
        return failures.translate(failure, operation, origin, admission);
    }

    private record Codecs(MongoClientSettings settings, CodecRegistry registry) {}
}
