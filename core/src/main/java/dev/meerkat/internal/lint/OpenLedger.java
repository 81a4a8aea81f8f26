package dev.meerkat.internal.lint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How often each deployment was opened in the last minute. Thread safety: safe. Source: contract D3. */
public final class OpenLedger {
    /** That of this JVM, whatever registries there are: who opens too often often makes a new registry each time. */
    public static final OpenLedger OF_THIS_JVM = new OpenLedger();

    private static final int MOST = 10;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int DEPLOYMENTS = 256;

    /** The last opens, by the hosts of the URI; the deployment opened longest ago is forgotten first. Guarded by this object. */
    private final Map<Set<String>, Deque<Long>> opens = new LinkedHashMap<>(16, 0.75f, true);

    /** An empty one. */
    public OpenLedger() {}

    /** Notes an open at {@code now}, in monotonic nanoseconds; whether it is one too many. */
    public synchronized boolean tooOften(Set<String> hosts, long now) {
        Deque<Long> times = opens.computeIfAbsent(Set.copyOf(hosts), absent -> new ArrayDeque<>());
        times.addLast(now);
        while (now - times.getFirst() > MINUTE || times.size() > MOST + 1) {
            times.removeFirst();
        }
        if (opens.size() > DEPLOYMENTS) {
            opens.remove(opens.keySet().iterator().next());
        }
        return times.size() > MOST;
    }
}
