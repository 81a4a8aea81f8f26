package dev.meerkat.stats;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The sockets that a process may open to one server, and so many processes together. Immutable. Source: contract M4.
 *
 * @param host the server as host:port
 * @param shares each connection's part
 * @param instances how many processes like this one there are
 * @param limit the connections the server takes, empty if that was not asked or not told
 */
public record ServerBudget(String host, List<SocketShare> shares, int instances, OptionalLong limit) {
    /** Copies the list. */
    public ServerBudget {
        shares = List.copyOf(shares);
    }

    /** The most sockets of one process; empty when a pool has no limit. */
    public OptionalLong sockets() {
        return shares.stream().anyMatch(share -> share.pool() == 0)
                ? OptionalLong.empty()
                : OptionalLong.of(shares.stream()
                        .mapToLong(share -> share.pool() + share.monitors())
                        .sum());
    }

    /** The most sockets of all instances; empty when a pool has no limit. */
    public OptionalLong total() {
        OptionalLong each = sockets();
        return each.isPresent() ? OptionalLong.of(each.getAsLong() * instances) : each;
    }

    /** Whether all instances together may open more than the server is known to take; a pool without limit always may. */
    public boolean exceeds() {
        return limit.isPresent() && total().orElse(Long.MAX_VALUE) > limit.getAsLong();
    }

    /** For example {@code db:27017: default 100 + 2, logs 10 + 2 = 114 sockets × 8 = 912, more than the server's 800}. */
    @Override
    public String toString() {
        String each = sockets().isPresent() ? sockets().getAsLong() + " sockets" : "no limit";
        String all = instances > 1 && total().isPresent() ? " × " + instances + " = " + total().getAsLong() : "";
        String compared =
                limit.isEmpty() ? "" : (exceeds() ? ", more than" : ", within") + " the server's " + limit.getAsLong();
        return host + ": " + shares.stream().map(SocketShare::toString).collect(Collectors.joining(", ")) + " = " + each
                + all + compared;
    }
}
