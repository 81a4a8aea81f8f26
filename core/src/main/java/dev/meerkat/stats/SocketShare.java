package dev.meerkat.stats;

/**
 * The sockets that one connection may open to one server. Immutable. Source: contract M4.
 *
 * @param connection the connection's name
 * @param pool the most pooled sockets, 0 without limit
 * @param monitors the most sockets of the driver's monitors
 */
public record SocketShare(String connection, int pool, int monitors) {
    /** For example {@code logs 10 + 2}. */
    @Override
    public String toString() {
        return connection + " " + (pool == 0 ? "unlimited" : pool) + " + " + monitors;
    }
}
