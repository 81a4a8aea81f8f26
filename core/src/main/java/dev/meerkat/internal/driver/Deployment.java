package dev.meerkat.internal.driver;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.meerkat.diagnosis.ServerText;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which deployment a driver client leads to, as far as its servers tell. Immutable.
 *
 * @param setName the replica set's name, empty outside one
 * @param members every address the client connects to or was told of
 * @param known whether some server has answered
 */
public record Deployment(Optional<String> setName, Set<String> members, boolean known) {
    /** What the driver knows now. */
    public static Deployment of(ClusterDescription cluster) {
        Set<String> members = new HashSet<>();
        for (ServerDescription server : cluster.getServerDescriptions()) {
            members.add(ServerText.host(server.getAddress()));
            members.addAll(server.getHosts());
        }
        boolean known = cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
        return new Deployment(Topology.setName(cluster), Set.copyOf(members), known);
    }

    /** Whether both are the same deployment: the same set name, or none, and a member in common. Source: contract R1. */
    public boolean same(Deployment other) {
        return setName.equals(other.setName) && !Collections.disjoint(members, other.members);
    }
}
