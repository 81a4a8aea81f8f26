package dev.meerkat.benchmarks.paired;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what the current thread spends; nothing that other threads do, nor the server, is counted. */
final class Meter {
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    Meter() {
        if (!threads.isCurrentThreadCpuTimeSupported() || !threads.isThreadAllocatedMemorySupported()) {
            throw new IllegalStateException("this JVM does not count the processor time and memory of a thread");
        }
        threads.setThreadCpuTimeEnabled(true);
        threads.setThreadAllocatedMemoryEnabled(true);
    }

    /** Does {@code operation} so many times and tells the cost of all. */
    Cost measure(Runnable operation, int times) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            operation.run();
        }
        long spent = threads.getCurrentThreadCpuTime() - nanos;
        return new Cost(times, spent, threads.getCurrentThreadAllocatedBytes() - bytes);
    }
}
