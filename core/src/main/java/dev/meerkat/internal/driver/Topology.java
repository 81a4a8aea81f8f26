package dev.meerkat.internal.driver;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.MemberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the driver's view of a deployment into Meerkat's words. */
public final class Topology {
    private Topology() {}

    /** The primary as host:port. */
    public static Optional<String> primary(ClusterDescription cluster) {
        return cluster.getServerDescriptions().stream()
                .filter(server -> server.getType() == ServerType.REPLICA_SET_PRIMARY)
                .map(server -> ServerText.host(server.getAddress()))
                .findFirst();
    }

    /** The replica set's name as its members tell it. */
    public static Optional<String> setName(ClusterDescription cluster) {
        return cluster.getServerDescriptions().stream()
                .map(ServerDescription::getSetName)
                .filter(Objects::nonNull)
                .map(ServerText::plain)
                .findFirst();
    }

    /** Every member the driver knows. */
    public static List<MemberStatus> members(DriverFacts facts, TimeSource time) {
        long now = time.nanos();
        return facts.cluster().getServerDescriptions().stream()
                .map(server -> member(server, facts, now))
                .toList();
    }

    private static MemberStatus member(ServerDescription server, DriverFacts facts, long now) {
        Long heard = facts.heardAt(server.getAddress());
        return new MemberStatus(
                ServerText.host(server.getAddress()),
                server.getType().name(),
                server.isOk() ? Optional.of(Duration.ofNanos(server.getRoundTripTimeNanos())) : Optional.empty(),
                heard == null ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, now - heard))));
    }
}
