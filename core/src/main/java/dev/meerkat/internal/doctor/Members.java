package dev.meerkat.internal.doctor;

import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.Purpose;
import dev.meerkat.internal.driver.Topology;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What kind of deployment it is, and what its members are. */
final class Members {
    /** What members other than the one that was connected to may take to answer. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private Members() {}

    static StepReport look(Attempt attempt, ConnectionOptions options, TimeSource time) {
        Entry entry = new Entry(Step.ROLE, time);
        ClusterDescription cluster = attempt.sightings().awaitSettled(attempt.atMost(LIMIT));
        if (cluster == null) {
            return Entry.skipped(Step.ROLE, "the driver told nothing");
        }
        List<ServerDescription> servers = cluster.getServerDescriptions();
        servers.forEach(server -> add(entry, server, false));
        entry.figure("topology", cluster.getType().name());
        Topology.setName(cluster).ifPresent(name -> entry.figure("setName", name));
        boolean writable = Purpose.writable(cluster);
        entry.figure("writable", writable);
        if (!writable && !options.readOnly()) {
            entry.lint(LintRule.NOT_WRITABLE, kind(cluster) + " takes no writes");
        }
        if (loneMember(cluster) && !direct(options)) {
            ServerDescription only = servers.get(0);
            entry.lint(
                    LintRule.SINGLE_MEMBER,
                    ServerText.host(only.getAddress()) + " is one of "
                            + only.getHosts().size() + " members of '" + ServerText.plain(only.getSetName())
                            + "', and the only one this connection talks to");
        }
        return entry.passed(kind(cluster) + (writable ? "" : ", takes no writes"));
    }

    private static String kind(ClusterDescription cluster) {
        return Topology.setName(cluster)
                .map(name -> "replica set '" + name + "'")
                .orElseGet(() -> words(cluster.getType().name()));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace("replica_set_", "").replace('_', ' ');
    }

    private static boolean loneMember(ClusterDescription cluster) {
        List<ServerDescription> servers = cluster.getServerDescriptions();
        return cluster.getConnectionMode() == ClusterConnectionMode.SINGLE
                && servers.size() == 1
                && servers.get(0).isReplicaSetMember()
                && servers.get(0).getHosts().size() > 1;
    }

    /** Whether that was asked for. */
    private static boolean direct(ConnectionOptions options) {
        return options.uri().options().entrySet().stream()
                .anyMatch(each -> each.getKey().equalsIgnoreCase("directConnection")
                        && each.getValue().equalsIgnoreCase("true"));
    }

    /** Tells of one member; with its set, where that is not told of all. */
    static void add(Entry entry, ServerDescription server, boolean withSet) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("role", server.getType().name());
        if (server.getSetName() != null) {
            figures.put("setName", ServerText.plain(server.getSetName()));
        }
        if (server.isOk()) {
            Duration trip = Duration.ofNanos(server.getRoundTripTimeNanos());
            figures.put("roundTripMillis", Figures.number(trip));
            String set =
                    withSet && server.getSetName() != null ? " of '" + ServerText.plain(server.getSetName()) + "'" : "";
            entry.host(server.getAddress(), words(server.getType().name()) + set, figures);
        } else if (server.getType() == ServerType.UNKNOWN) {
            entry.host(server.getAddress(), "unknown", figures, new Lint(LintRule.MEMBER_UNREACHABLE, why(server)));
        }
    }

    private static String why(ServerDescription server) {
        Throwable failure = server.getException();
        String host = ServerText.host(server.getAddress());
        if (failure == null) {
            return host + " has not answered yet";
        }
        Diagnosis cause = Diagnosis.ofConnecting(failure, host);
        return host + " cannot be used (" + cause.code() + ": " + cause.message() + ")";
    }
}
