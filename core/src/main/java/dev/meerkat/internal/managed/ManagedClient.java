package dev.meerkat.internal.managed;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoDriverInformation;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.connection.ClusterDescription;
import dev.meerkat.internal.gate.Gate;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A full {@link MongoClient} whose every operation passes a gate and reaches the driver client that is current then. Databases,
 * collections, iterables, cursors and sessions it hands out do the same, over close, reopen and rotation.
 *
 * <p>Thread safety: safe, as far as the driver's own types are. {@link #lock} guards {@link #metadata} and {@link #drivers}; nothing is
 * called under it. Source: contract §1, §6, R2.
 */
public final class ManagedClient extends ManagedCluster implements MongoClient {
    private final Object lock = new Object();
    private final List<MongoDriverInformation> metadata = new ArrayList<>();

    /** The driver clients that live, as far as is known: during a rotation there are two. */
    private final List<WeakReference<MongoClient>> drivers = new ArrayList<>();

    private ManagedClient(Root root) {
        super(root, HandleSettings.NONE);
    }

    /** A client of the connection of that name, whose operations pass {@code gate}; exists before any driver client does. */
    public static ManagedClient create(String connection, Gate gate, ManagedSettings settings) {
        return create(Entrance.of(connection, gate), settings);
    }

    static ManagedClient create(Entrance entrance, ManagedSettings settings) {
        return new ManagedClient(new Root(entrance, settings));
    }

    /** Tells a new driver client what {@link #appendMetadata} was told before. Call it before work is admitted to that client. */
    public void onNewGeneration(MongoClient driver) {
        List<MongoDriverInformation> known;
        synchronized (lock) {
            drivers.removeIf(reference -> reference.get() == null);
            drivers.add(new WeakReference<>(driver));
            known = List.copyOf(metadata);
        }
        // No method reference: it would be linked even for an empty list, and drivers before 5.6 have no such method.
        for (MongoDriverInformation information : known) {
            driver.appendMetadata(information);
        }
    }

    /** Remembers the information and appends it to the driver clients there are and to each later one. */
    @Override
    public void appendMetadata(MongoDriverInformation mongoDriverInformation) {
        HandleSettings.present("mongoDriverInformation", mongoDriverInformation);
        List<WeakReference<MongoClient>> known;
        synchronized (lock) {
            metadata.add(mongoDriverInformation);
            known = List.copyOf(drivers);
        }
        for (WeakReference<MongoClient> reference : known) {
            MongoClient driver = reference.get();
            if (driver != null) {
                driver.appendMetadata(mongoDriverInformation);
            }
        }
    }

    @Override
    MongoCluster make(MongoClient driver) {
        return driver;
    }

    /** A session of Meerkat's own, which closes it and its cursors: nobody looks for them. */
    public ClientSession ownSession(ClientSessionOptions options) {
        return newSession(options, true);
    }

    /** Whether the collection was handed out by this client, at any time. */
    public boolean owns(MongoCollection<?> collection) {
        return collection instanceof ManagedCollection<?> managed && managed.root == root;
    }

    /** The connection's own drain and close. */
    @Override
    public void close() {
        root.settings().close();
    }

    @Override
    public ClusterDescription getClusterDescription() {
        return root.settings().clusterDescription();
    }
}
