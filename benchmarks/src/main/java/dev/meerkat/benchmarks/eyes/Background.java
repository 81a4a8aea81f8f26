package dev.meerkat.benchmarks.eyes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the watching itself spends on threads of its own, whoever's turn it is. */
final class Background {
    private static final List<String> NAMES =
            List.of("meerkat-dashboard", "meerkat-meters", "meerkat-default-events", "meerkat-default-pools");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Long> before = spent();
    private final long began = System.nanoTime();

    private Background() {}

    static Background begin() {
        return new Background();
    }

    private Map<String, Long> spent() {
        Map<String, Long> spent = new HashMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            NAMES.stream()
                    .filter(thread.getName()::startsWith)
                    .forEach(name -> spent.merge(name, threads.getThreadCpuTime(thread.getId()), Long::sum));
        }
        return spent;
    }

    /** Processor time for each second since the beginning. */
    String text() {
        long nanos = spent().entrySet().stream()
                .mapToLong(each -> Math.max(0, each.getValue() - before.getOrDefault(each.getKey(), 0L)))
                .sum();
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(Locale.ROOT, "its threads spend %.2f ms a second", nanos / 1e6 / seconds);
    }
}
