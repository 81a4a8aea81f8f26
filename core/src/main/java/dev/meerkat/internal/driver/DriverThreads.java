package dev.meerkat.internal.driver;

import com.mongodb.connection.ClusterId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Finds the driver's own threads among this JVM's by their names; nobody hands them out. Monitors, and whoever helps them, have their cluster's
 * name; whoever keeps a pool at its least size has a number alone, which tells nothing of the client.
 */
final class DriverThreads {
    private static final String ROUND_TRIPS = "cluster-rtt-";
    private static final String POOL_KEEPER = "MaintenanceTimer-";
    private static final Pattern MONITOR = Pattern.compile("cluster-.*[0-9a-f]{24}.*");

    private DriverThreads() {}

    /** The monitors of one cluster that live now. Stops no thread, as a dump of all stacks would. */
    static List<Thread> of(ClusterId cluster) {
        return Arrays.stream(all())
                .filter(Objects::nonNull)
                .filter(thread -> monitor(thread) && thread.getName().contains(cluster.getValue()))
                .toList();
    }

    /** Whether a thread is some cluster's. */
    static boolean monitor(Thread thread) {
        return MONITOR.matcher(thread.getName()).matches();
    }

    /** Whether a thread measures the round trips to some member, beside its monitor and on a socket of its own. */
    static boolean roundTrips(Thread thread) {
        return thread.getName().startsWith(ROUND_TRIPS);
    }

    /** Whether a thread opens the connections of some pool that has a least size. */
    static boolean poolKeeper(Thread thread) {
        return thread.getName().startsWith(POOL_KEEPER);
    }

    private static Thread[] all() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] found = new Thread[top.activeCount() + 16];
        while (top.enumerate(found) == found.length) {
            found = new Thread[2 * found.length];
        }
        return found;
    }
}
