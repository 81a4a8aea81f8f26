package dev.meerkat.internal.managed;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.gate.Origin;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A managed cluster, database or collection: what was set on it, and its twin on the present driver client. Getters answer from the
 * settings, so a handle exists before any driver client does.
 *
 * <p>The twin is held weakly, or a handle that nobody uses would keep a closed driver client in memory; after a collection it is made again
 * in less time than the collection took.
 *
 * <p>Thread safety: safe.
 *
 * @param <D> the driver's type of the twin
 */
abstract class Handle<D> implements Origin {
    final Root root;
    final HandleSettings own;
    private volatile @Nullable WeakReference<Twin<D>> twin;

    Handle(Root root, HandleSettings own) {
        this.root = root;
        this.own = own;
    }

    /** Makes the twin on the given driver client. */
    abstract D make(MongoClient driver);

    /** The session of the transaction the calling thread is in, null if it is in none. Source: contract I6. */
    final @Nullable ClientSession ambient() {
        return root.ambient().session();
    }

    /** Passes the gate. */
    final Admission admit(String operation, boolean read) {
        return root.entrance().admit(operation, this, read, null);
    }

    /** Passes the gate, within the transaction of the session if it has one open. */
    final Admission admit(String operation, boolean read, @Nullable ClientSession session) {
        return root.entrance().admit(operation, this, read, within(session));
    }

    /** Passes the gate with a read preference that is not the handle's. */
    final Admission admitPreferring(
            String operation, @Nullable ReadPreference preference, @Nullable ClientSession session) {
        Origin origin = new Preferring(this, preference, timeoutMillis());
        return root.entrance().admit(operation, origin, true, within(session));
    }

    private @Nullable Admission within(@Nullable ClientSession session) {
        ManagedSession managed = ManagedSession.of(session, root);
        return managed == null ? null : managed.within();
    }

    /** The twin on the driver client the work was admitted to. */
    final D on(Admission admission) {
        Generation generation = admission.generation();
        D known = known(generation);
        if (known != null) {
            return known;
        }
        D made = make(generation.client());
        twin = new WeakReference<>(new Twin<>(generation, made));
        return made;
    }

    /** As {@link #on(Admission)}, but an open transaction's old twin does not push the present one out. */
    final D on(Admission admission, @Nullable ClientSession session) {
        ManagedSession managed = ManagedSession.of(session, root);
        if (managed == null || !managed.leased()) {
            return on(admission);
        }
        D known = known(admission.generation());
        return known != null ? known : make(admission.generation().client());
    }

    private @Nullable D known(Generation generation) {
        WeakReference<Twin<D>> reference = twin;
        Twin<D> known = reference == null ? null : reference.get();
        return known != null && known.generation == generation ? known.driver : null;
    }

    /** The driver's session behind a managed one, moved to the admission's generation if it is idle. */
    final @Nullable ClientSession driverSession(@Nullable ClientSession session, Admission admission) {
        ManagedSession managed = ManagedSession.of(session, root);
        return managed == null ? session : managed.on(admission.generation());
    }

    final RuntimeException failed(RuntimeException failure, String operation, Admission admission) {
        return root.failed(failure, operation, this, admission);
    }

    /** Whether an aggregation may run on a secondary: under the handle's preference, and only if it writes nothing. */
    final boolean mayRunOnSecondary(@Nullable List<? extends Bson> pipeline) {
        return !readPreference().equals(ReadPreference.primary())
                && pipeline != null
                && !Pipelines.writes(pipeline, getCodecRegistry());
    }

    @Override
    public final ReadPreference readPreference() {
        ReadPreference set = own.readPreference();
        return set != null ? set : root.defaults().getReadPreference();
    }

    @Override
    public final long timeoutMillis() {
        Long millis = timeout();
        return millis == null ? 0 : millis;
    }

    private @Nullable Long timeout() {
        Long set = own.timeoutMillis();
        return set != null ? set : root.defaults().getTimeout(TimeUnit.MILLISECONDS);
    }

    public final CodecRegistry getCodecRegistry() {
        CodecRegistry set = own.codecRegistry();
        return set != null ? root.withUuidRepresentation(set) : root.codecRegistry();
    }

    public final ReadPreference getReadPreference() {
        return readPreference();
    }

    public final WriteConcern getWriteConcern() {
        WriteConcern set = own.writeConcern();
        return set != null ? set : root.defaults().getWriteConcern();
    }

    public final ReadConcern getReadConcern() {
        ReadConcern set = own.readConcern();
        return set != null ? set : root.defaults().getReadConcern();
    }

    public final @Nullable Long getTimeout(TimeUnit timeUnit) {
        HandleSettings.present("timeUnit", timeUnit);
        Long millis = timeout();
        return millis == null ? null : timeUnit.convert(millis, TimeUnit.MILLISECONDS);
    }

    private record Twin<D>(Generation generation, D driver) {}
}
