package dev.meerkat.contract.frame;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;

/** Virtual threads, where the JDK has them: the suite is compiled for 17. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /** An executor with one for each task; aborts the test on a JDK without them. */
    public static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException absent) {
            return Assumptions.abort(
                    "virtual threads: JDK " + Runtime.version().feature() + " has none; run with 21 or newer");
        }
    }
}
