package dev.meerkat.internal.lifecycle;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerMonitoringMode;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.Topology;
import dev.meerkat.options.ConnectionOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deployment a connection reaches, as whom, and with how many sockets. Immutable; holds no password. Source: contract M3, M4.
 *
 * @param setName the replica set's name
 * @param hosts the servers as host:port; as typed while the driver knows none
 * @param login user, source and mechanism; a secret as far as the user is one
 * @param pool the most pooled sockets for each server, 0 without limit
 * @param monitors the most sockets of monitors for each server
 */
public record Reach(Optional<String> setName, Set<String> hosts, List<String> login, int pool, int monitors) {
    /** The check itself and, where the server pushes its answers, the measurement of round trips. */
    private static final int PUSHED = 2;

    /** Copies the set. */
    public Reach {
        hosts = Set.copyOf(hosts);
    }

    static Reach of(DriverClient client) {
        MongoClientSettings settings = client.settings();
        ClusterDescription cluster = client.facts().cluster();
        Set<String> hosts = new LinkedHashSet<>();
        cluster.getServerDescriptions()
                .forEach(server -> hosts.add(server.getAddress().toString()));
        int pool = settings.getConnectionPoolSettings().getMaxSize();
        return new Reach(
                Topology.setName(cluster),
                hosts,
                login(settings.getCredential()),
                pool == Integer.MAX_VALUE ? 0 : pool,
                monitors(cluster, settings));
    }

    /** What can be said without a driver client. */
    static Reach of(ConnectionOptions options) {
        return new Reach(
                Optional.empty(),
                Set.copyOf(options.uri().hosts()),
                login(options.credential().orElse(null)),
                options.maxPoolSize(),
                PUSHED);
    }

    private static int monitors(ClusterDescription cluster, MongoClientSettings settings) {
        if (cluster.getType() == ClusterType.LOAD_BALANCED) {
            return 0;
        }
        return settings.getServerSettings().getServerMonitoringMode() == ServerMonitoringMode.POLL ? 1 : PUSHED;
    }

    private static List<String> login(@Nullable MongoCredential credential) {
        return credential == null
                ? List.of()
                : List.of(
                        String.valueOf(credential.getUserName()),
                        credential.getSource(),
                        String.valueOf(credential.getMechanism()));
    }

    /** Whether both reach one deployment: a server in common, and no different sets. */
    public boolean sameDeployment(Reach other) {
        boolean sets = setName.isEmpty() || other.setName.isEmpty() || setName.equals(other.setName);
        return sets && hosts.stream().anyMatch(other.hosts::contains);
    }

    /** The most sockets for each server, 0 without limit. */
    public int sockets() {
        return pool == 0 ? 0 : pool + monitors;
    }
}
