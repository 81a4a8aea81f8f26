package dev.meerkat.cli.chaos;

import dev.meerkat.Connection;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.stats.PoolFigures;
import java.util.List;
import java.util.TreeSet;

/**
 * How many threads and sockets there are at a quiet point. Immutable.
 *
 * @param threads Meerkat's and the driver's threads in this process, by name
 * @param sockets the clients' sockets, counted by the servers
 * @param pooled the sockets that the pools say they have
 */
record Census(List<String> threads, int sockets, int pooled) {
    /** Sockets of the driver's monitors for each member: one for the checks, one for the round trip times. */
    private static final int MONITORS = 2;

    Census {
        threads = List.copyOf(threads);
    }

    /** What there is now. */
    static Census now(Connection connection, Ground ground) {
        List<String> threads =
                ClientThreads.alive().stream().map(Thread::getName).sorted().toList();
        int pooled =
                connection.status().pools().stream().mapToInt(PoolFigures::size).sum();
        return new Census(threads, ground.sockets(), pooled);
    }

    /** Whether there are no more threads than in {@code first}, and the servers count the sockets that the pools and the monitors have. */
    boolean within(Census first) {
        return threads.size() <= first.threads.size()
                && sockets >= pooled
                && sockets <= pooled + MONITORS * Ground.MEMBERS;
    }

    /** What is more than in {@code first}. */
    String compared(Census first) {
        TreeSet<String> fresh = new TreeSet<>(threads);
        first.threads.forEach(fresh::remove);
        return threads.size() + " threads, at the first quiet point " + first.threads.size() + "; " + sockets
                + " sockets by the servers' count, " + pooled + " by the pools', at most "
                + MONITORS * Ground.MEMBERS + " of monitors; threads that were not there " + fresh;
    }
}
