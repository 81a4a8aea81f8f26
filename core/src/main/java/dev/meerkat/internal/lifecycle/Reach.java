package dev.meerkat.internal.lifecycle;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerMonitoringMode;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.Topology;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.ConnectionUri;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deployment a connection reaches, as whom, and with how many sockets. Immutable; holds no password. Source: contract M3, M4.
 *
 * @param setName the replica set's name
 * @param hosts the servers as host:port; as in the URI while there is no driver client: of {@code mongodb+srv://} the name to look up
 * @param login user and source, empty without login; a secret as far as the user is one. A login that names no user, by a certificate or from the
 *     surroundings, has no user
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
        cluster.getServerDescriptions().forEach(server -> hosts.add(ServerText.host(server.getAddress())));
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
                options.uri().hosts().stream().map(Reach::address).collect(Collectors.toSet()),
                login(options.credential().orElse(null)),
                options.maxPoolSize(),
                monitors(options.uri()));
    }

    /** A host as the driver writes it. */
    private static String address(String host) {
        return host.endsWith(".sock") ? host : ServerText.host(new ServerAddress(host));
    }

    private static int monitors(ConnectionUri uri) {
        if (stated(uri, "loadBalanced", "true")) {
            return 0;
        }
        return stated(uri, "serverMonitoringMode", "poll") ? 1 : PUSHED;
    }

    private static boolean stated(ConnectionUri uri, String name, String value) {
        return uri.options().entrySet().stream()
                .anyMatch(each ->
                        each.getKey().equalsIgnoreCase(name) && each.getValue().equalsIgnoreCase(value));
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
                : List.of(Objects.requireNonNullElse(credential.getUserName(), ""), credential.getSource());
    }

    /** Whether both log in as the same user, or not at all; whoever logs in without a name may be anybody. */
    public boolean sameUser(Reach other) {
        return login.equals(other.login) && (login.isEmpty() || !login.get(0).isEmpty());
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
