package dev.meerkat.internal.driver;

import com.mongodb.connection.ClusterId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Finds the driver's monitors, and whoever helps them, among this JVM's threads: they have their cluster's name, and nobody hands them out. */
final class MonitorThreads {
    private static final Pattern NAME = Pattern.compile("cluster-.*[0-9a-f]{24}.*");

    private MonitorThreads() {}

    /** The monitors of one cluster that live now. Stops no thread, as a dump of all stacks would. */
    static List<Thread> of(ClusterId cluster) {
        return Arrays.stream(all())
                .filter(Objects::nonNull)
                .filter(thread -> like(thread) && thread.getName().contains(cluster.getValue()))
                .toList();
    }

    /** Whether a thread is some cluster's. */
    static boolean like(Thread thread) {
        return NAME.matcher(thread.getName()).matches();
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
