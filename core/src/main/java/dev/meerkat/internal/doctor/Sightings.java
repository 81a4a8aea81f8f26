package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the driver told during the doctor's attempt: who answered, when first, and when the first login was done. Thread safety: safe. */
final class Sightings implements ServerListener, ClusterListener, ConnectionPoolListener {
    private final TimeSource time;

    /** Guards the rest; nothing is called under it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Map<ServerAddress, ServerDescription> answers = new LinkedHashMap<>();
    private OptionalLong greeted = OptionalLong.empty();
    private OptionalLong loggedIn = OptionalLong.empty();
    private @Nullable ClusterDescription cluster;

    Sightings(TimeSource time) {
        this.time = time;
    }

    /** Listens to a client that will be made with these settings. */
    void listen(MongoClientSettings.Builder settings) {
        settings.applyToServerSettings(each -> each.addServerListener(this))
                .applyToClusterSettings(each -> each.addClusterListener(this))
                .applyToConnectionPoolSettings(each -> each.addConnectionPoolListener(this));
    }

    @Override
    public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
        ServerDescription description = event.getNewDescription();
        if (description.getType() == ServerType.UNKNOWN) {
            return;
        }
        long now = time.nanos();
        change(() -> {
            answers.put(description.getAddress(), description);
            greeted = greeted.isPresent() ? greeted : OptionalLong.of(now);
        });
    }

    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        long now = time.nanos();
        change(() -> loggedIn = loggedIn.isPresent() ? loggedIn : OptionalLong.of(now));
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        ClusterDescription next = event.getNewDescription();
        if (!next.getServerDescriptions().isEmpty()) {
            change(() -> cluster = next);
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last answer of each server, those that the driver left included. */
    Map<ServerAddress, ServerDescription> answers() {
        lock.lock();
        try {
            return new LinkedHashMap<>(answers);
        } finally {
            lock.unlock();
        }
    }

    /** When the first server answered, in monotonic nanoseconds; {@code otherwise} if none did. */
    long greeted(long otherwise) {
        lock.lock();
        try {
            return greeted.orElse(otherwise);
        } finally {
            lock.unlock();
        }
    }

    /** When the first pooled connection was ready, its login done; {@code otherwise} if none was. */
    long loggedIn(long otherwise) {
        lock.lock();
        try {
            return loggedIn.orElse(otherwise);
        } finally {
            lock.unlock();
        }
    }

    /** The last view of the deployment in which there was a server. */
    @Nullable
    ClusterDescription cluster() {
        lock.lock();
        try {
            return cluster;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every member has answered or failed, for at most {@code limit}; tells the last view of the deployment. Throws when interrupted. */
    @Nullable
    ClusterDescription awaitSettled(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!settled() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return cluster;
        } catch (InterruptedException hurried) {
            throw Inquiries.interrupted(hurried);
        } finally {
            lock.unlock();
        }
    }

    private boolean settled() {
        ClusterDescription now = cluster;
        return now != null
                && (now.getConnectionMode() == ClusterConnectionMode.LOAD_BALANCED
                        || now.getServerDescriptions().stream()
                                .allMatch(server -> server.isOk() || server.getException() != null));
    }
}
