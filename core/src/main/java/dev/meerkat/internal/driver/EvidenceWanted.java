package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the settings ask of the deployment. */
record EvidenceWanted(
        Set<ServerAddress> seeds, @Nullable String setName, boolean single, boolean loadBalanced, boolean tls) {
    static EvidenceWanted of(MongoClientSettings settings) {
        ClusterSettings cluster = settings.getClusterSettings();
        return new EvidenceWanted(
                cluster.getSrvHost() == null ? Set.copyOf(cluster.getHosts()) : Set.of(),
                cluster.getRequiredReplicaSetName(),
                cluster.getMode() == ClusterConnectionMode.SINGLE,
                cluster.getMode() == ClusterConnectionMode.LOAD_BALANCED,
                settings.getSslSettings().isEnabled());
    }
}
