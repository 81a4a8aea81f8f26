package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProcessorPressureTest {
    @Test
    void aLimitGrowsByNoMoreThanWhatWasWaitedAndNeverBeyondFiveTimesItself() {
        ProcessorPressure pressure = ProcessorPressure.sinceNow();
        Duration limit = Duration.ofNanos(10);

        assertThat(pressure.allowing(limit)).isBetween(limit, limit.multipliedBy(5));
        Duration before = pressure.waited();
        assertThat(pressure.allowing(Duration.ofDays(1)))
                .isBetween(Duration.ofDays(1).plus(before), Duration.ofDays(1).plus(pressure.waited()));
    }

    @Test
    void tellsWhenMoreWantAProcessorThanThereAre() {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/pressure/cpu")), "the kernel tells no processor pressure");
        ProcessorPressure pressure = ProcessorPressure.sinceNow();
        AtomicBoolean enough = new AtomicBoolean();
        IntStream.range(0, 3 * Runtime.getRuntime().availableProcessors()).forEach(i -> {
            Thread spinning = new Thread(() -> {
                while (!enough.get()) {
                    Thread.onSpinWait();
                }
            });
            spinning.setDaemon(true);
            spinning.start();
        });
        try {
            await().until(() -> pressure.waited().compareTo(Duration.ofMillis(50)) > 0);
        } finally {
            enough.set(true);
        }
    }
}
