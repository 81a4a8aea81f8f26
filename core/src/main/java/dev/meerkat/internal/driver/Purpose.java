package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerDescription;

/**
 * What a connection is for: writes, or reads alone. Decides whether a deployment accepts it. Immutable. Source: contract §2.
 *
 * @param preference the connection's read preference
 * @param readOnly whether it was declared read-only
 */
public record Purpose(ReadPreference preference, boolean readOnly) {
    /** The purpose of a connection with these settings. */
    static Purpose of(MongoClientSettings settings, boolean readOnly) {
        return new Purpose(settings.getReadPreference(), readOnly);
    }

    /** The preference with which the connection proves that the deployment accepts it. */
    public ReadPreference proof() {
        boolean anyMember =
                readOnly && preference.isSecondaryOk() && !preference.getName().equals("primaryPreferred");
        return anyMember ? preference : ReadPreference.primary();
    }

    /** Whether the deployment accepts what the connection is for. */
    public boolean acceptedBy(ClusterDescription cluster) {
        return serves(cluster, proof());
    }

    /** Whether some member serves reads of this preference now. */
    public static boolean serves(ClusterDescription cluster, ReadPreference preference) {
        if (!cluster.isCompatibleWithDriver()) {
            return false;
        }
        if (cluster.getType() == ClusterType.REPLICA_SET
                && cluster.getConnectionMode() == com.mongodb.connection.ClusterConnectionMode.MULTIPLE) {
            return !preference.choose(cluster).isEmpty();
        }
        return cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
    }

    /** Whether a write could be sent now. */
    public static boolean writable(ClusterDescription cluster) {
        return cluster.isCompatibleWithDriver()
                && cluster.getServerDescriptions().stream().anyMatch(each -> each.isOk() && writable(each));
    }

    private static boolean writable(ServerDescription server) {
        return switch (server.getType()) {
            case STANDALONE, SHARD_ROUTER, REPLICA_SET_PRIMARY, LOAD_BALANCER -> true;
            default -> false;
        };
    }
}
