package dev.meerkat.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** E6: what recording costs while nobody records. */
class FlightCostTest {
    @Test
    void E6_without_a_recorder_nothing_is_allocated() {
        assertThat(Flight.possible())
                .as("nobody has started a recorder in this JVM")
                .isFalse();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long own = Thread.currentThread().getId();
        work();
        long before = threads.getThreadAllocatedBytes(own);
        for (int turn = 0; turn < 100_000; turn++) {
            work();
        }

        assertThat(threads.getThreadAllocatedBytes(own) - before).isLessThan(1_000);
    }

    private static void work() {
        OperationFlight.begin("c", "find", "a.b");
        CheckoutFlight.begin("host");
        CheckoutFlight.end("lent");
    }
}
