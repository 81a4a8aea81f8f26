package dev.meerkat.stats;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sockets that the open connections of a registry may open to each server: pool × servers and monitors. Immutable. Source: contract M4.
 *
 * @param instances how many processes like this one there are
 * @param servers every server, by host
 */
public record SocketBudget(int instances, List<ServerBudget> servers) {
    /** Copies the list. */
    public SocketBudget {
        servers = List.copyOf(servers);
    }

    /** One server's part, by host:port. */
    public Optional<ServerBudget> server(String host) {
        return servers.stream().filter(each -> each.host().equals(host)).findFirst();
    }

    /** Whether some server is known to take fewer connections than all instances may open. */
    public boolean exceeds() {
        return servers.stream().anyMatch(ServerBudget::exceeds);
    }

    /** A line for each server. */
    @Override
    public String toString() {
        return servers.stream().map(ServerBudget::toString).collect(Collectors.joining("\n"));
    }
}
