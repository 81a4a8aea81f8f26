package dev.meerkat.lab;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads of MongoDB clients in this process: the driver's own, and those of Meerkat above it, told by their names; not the lab's, which
 * stand for servers and networks. For tests that count what a client leaves behind. Thread safety: safe.
 */
public final class ClientThreads {
    private static final List<String> NAMES =
            List.of("meerkat-", "cluster-", "MaintenanceTimer-", "AsyncGetter-", "CleanCursors-");

    private static final String LAB = "meerkat-lab-";

    private ClientThreads() {}

    /** Those that live now. */
    public static Set<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(ClientThreads::clients)
                .collect(Collectors.toSet());
    }

    private static boolean clients(Thread thread) {
        String name = thread.getName();
        return !name.startsWith(LAB) && NAMES.stream().anyMatch(name::startsWith);
    }
}
