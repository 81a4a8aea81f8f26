package dev.meerkat.internal.registry;

import dev.meerkat.internal.driver.ServerLimit;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lifecycle.Reach;
import dev.meerkat.stats.ServerBudget;
import dev.meerkat.stats.SocketBudget;
import dev.meerkat.stats.SocketShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up the sockets that connections may open. Source: contract M4. */
public final class Budgets {
    /** What the question for a server's limit may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Budgets() {}

    /**
     * Adds up what the open and opening among {@code connections} may open.
     *
     * @param asking whether to ask each deployment for its limit, at most 2 s for each connection
     */
    public static SocketBudget of(List<GuardedConnection> connections, int instances, boolean asking) {
        Map<String, List<SocketShare>> shares = new TreeMap<>();
        Map<String, Long> limits = new LinkedHashMap<>();
        for (GuardedConnection connection : connections) {
            Optional<Reach> reached = connection.reach();
            if (reached.isPresent()) {
                Reach reach = reached.get();
                SocketShare share = new SocketShare(connection.name(), reach.pool(), reach.monitors());
                reach.hosts()
                        .forEach(host -> shares.computeIfAbsent(host, absent -> new ArrayList<>())
                                .add(share));
                if (asking && !limits.keySet().containsAll(reach.hosts())) {
                    limit(connection)
                            .ifPresent(limit -> reach.hosts().forEach(host -> limits.putIfAbsent(host, limit)));
                }
            }
        }
        List<ServerBudget> servers = new ArrayList<>();
        shares.forEach((host, each) -> servers.add(new ServerBudget(host, each, instances, limit(limits.get(host)))));
        return new SocketBudget(instances, servers);
    }

    private static OptionalLong limit(@Nullable Long known) {
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /**
     * What one server of the deployment tells, taken for all of them; empty without the right to ask, or without an answer. Servers that count
     * no limit tell that nothing is available.
     */
    private static Optional<Long> limit(GuardedConnection connection) {
        return connection.serverLimit(PATIENCE).filter(ServerLimit::known).map(ServerLimit::total);
    }
}
