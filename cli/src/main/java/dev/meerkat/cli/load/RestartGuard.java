package dev.meerkat.cli.load;

import com.mongodb.MongoClientException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.TopologyVersion;
import com.mongodb.selector.ServerSelector;
import dev.meerkat.options.ConnectionOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;

/**
 * Keeps the driver from sending a write again to a server that has restarted since the write began. Whether such a server remembers what it
 * has applied is its own business: one that forgets applies the write twice, and a run counts what became of writes, not the memory of
 * servers. All other retries of the driver's go on as always.
 *
 * <p>The driver selects a server on the thread of the operation, once for each time it sends it, which is what this relies on. Thread
 * safety: safe.
 */
public final class RestartGuard implements ServerSelector {
    private static final RestartGuard GUARD = new RestartGuard();

    /** The processes seen by the write of this thread; absent outside a write. */
    private final ThreadLocal<Map<ServerAddress, ObjectId>> processes = new ThreadLocal<>();

    private RestartGuard() {}

    /** The options with the guard, unless their connection string decides about {@code retryWrites} itself. */
    public static ConnectionOptions over(ConnectionOptions options) {
        boolean decided = options.uri().options().keySet().stream().anyMatch("retryWrites"::equalsIgnoreCase);
        return decided
                ? options
                : options.toBuilder()
                        .customize(
                                settings -> settings.applyToClusterSettings(cluster -> cluster.serverSelector(GUARD)))
                        .build();
    }

    /** Does a write under the guard. */
    static void during(Runnable write) {
        GUARD.processes.set(new HashMap<>());
        try {
            write.run();
        } finally {
            GUARD.processes.remove();
        }
    }

    @Override
    public List<ServerDescription> select(ClusterDescription candidates) {
        List<ServerDescription> servers = candidates.getServerDescriptions();
        Map<ServerAddress, ObjectId> seen = processes.get();
        if (seen != null) {
            servers.forEach(server -> check(seen, server));
        }
        return servers;
    }

    private static void check(Map<ServerAddress, ObjectId> seen, ServerDescription server) {
        TopologyVersion version = server.getTopologyVersion();
        if (version == null) {
            return;
        }
        ObjectId now = version.getProcessId();
        ObjectId before = seen.putIfAbsent(server.getAddress(), now);
        if (before != null && !before.equals(now)) {
            throw new MongoClientException(server.getAddress() + " has restarted since the write began");
        }
    }
}
