package dev.meerkat.internal.driver;

import com.mongodb.connection.ConnectionId;
import dev.meerkat.internal.gate.Loan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one pool, and who holds each. The driver's id hashes four objects each time it is asked, so a connection is first
 * looked for in a table by its number, which no other connection of this JVM ever has. Thread safety: safe; takes no lock for a loan.
 * Source: contract H2, H4.
 */
final class OpenConnections {
    /** More than the default pool's connections; a power of two. */
    private static final int SHORTCUTS = 128;

    private final Map<ConnectionId, Lent> open = new ConcurrentHashMap<>();

    /** What was found last under each number's last bits. Threads may overwrite one another's: that costs a look into the map. */
    private final @Nullable Lent[] shortcuts = new Lent[SHORTCUTS];

    /** A connection's present or last loan, written by its holder alone. */
    private static final class Lent {
        private final long number;
        private long since;

        /** Null while it is not lent; written after {@link #since}. */
        private volatile @Nullable Thread holder;

        Lent(long number) {
            this.number = number;
        }
    }

    void add(ConnectionId connection) {
        open.put(connection, new Lent(connection.getLocalValue()));
    }

    /** Tells whether it was there. */
    boolean remove(ConnectionId connection) {
        shortcuts[shortcut(connection)] = null;
        return open.remove(connection) != null;
    }

    /** Whether there is none. */
    boolean none() {
        return open.isEmpty();
    }

    void lent(ConnectionId connection, long now) {
        Lent loan = find(connection);
        if (loan != null) {
            loan.since = now;
            loan.holder = Thread.currentThread();
        }
    }

    /** Returns for how long it was lent, 0 for an unknown one. */
    long returned(ConnectionId connection, long now) {
        Lent loan = find(connection);
        if (loan == null) {
            return 0;
        }
        loan.holder = null;
        return now - loan.since;
    }

    private @Nullable Lent find(ConnectionId connection) {
        Lent last = shortcuts[shortcut(connection)];
        if (last != null && last.number == connection.getLocalValue()) {
            return last;
        }
        Lent found = open.get(connection);
        if (found != null) {
            shortcuts[shortcut(connection)] = found;
        }
        return found;
    }

    private static int shortcut(ConnectionId connection) {
        return (int) connection.getLocalValue() & (SHORTCUTS - 1);
    }

    /** The connections to {@code host} that are lent, each to the thread that was given it. */
    Stream<Loan> loans(String host) {
        return open.values().stream().flatMap(loan -> {
            Thread holder = loan.holder;
            return holder == null ? Stream.empty() : Stream.of(new Loan(host, holder, loan.since));
        });
    }
}
