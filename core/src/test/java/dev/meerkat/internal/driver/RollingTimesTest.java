package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.Timing;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2: the times of the last minute. */
class RollingTimesTest {
    private final AtomicLong clock = new AtomicLong();
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanos() {
            return clock.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };
    private final RollingTimes times = new RollingTimes(time);

    private void record(Duration length) {
        times.record(length.toNanos(), clock.get());
    }

    private void pass(Duration length) {
        clock.addAndGet(length.toNanos());
    }

    @Test
    void H2_without_times_there_is_nothing() {
        assertThat(times.timing()).isEqualTo(Timing.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void H2_percentiles_are_off_by_one_in_a_hundred_at_most(long seed) {
        Random random = new Random(seed);
        long[] micros = random.longs(10_000, 1, 20_000_000).toArray();
        Arrays.stream(micros).forEach(length -> record(Duration.ofNanos(length * 1000)));
        Arrays.sort(micros);

        Timing timing = times.timing();

        assertThat(timing.recent()).as("seed " + seed).isEqualTo(10_000);
        assertNear(timing.p50(), micros[4_999]);
        assertNear(timing.p90(), micros[8_999]);
        assertNear(timing.p99(), micros[9_899]);
        assertNear(timing.max(), micros[9_999]);
        assertThat(timing.total())
                .isEqualTo(Duration.ofNanos(Arrays.stream(micros).sum() * 1000));
    }

    private static void assertNear(Duration told, long micros) {
        double deviation = Math.abs(told.toNanos() / 1000.0 - micros) / micros;
        assertThat(deviation).isLessThan(0.01);
    }

    @Test
    void H2_a_time_is_forgotten_after_a_minute_and_still_counted() {
        record(Duration.ofMillis(500));
        pass(Duration.ofSeconds(20));
        record(Duration.ofMillis(1));
        pass(Duration.ofSeconds(39));
        assertThat(times.timing().max()).isGreaterThan(Duration.ofMillis(490));

        pass(Duration.ofSeconds(2));

        Timing timing = times.timing();
        assertThat(timing.max()).isLessThan(Duration.ofMillis(2));
        assertThat(timing.recent()).isEqualTo(1);
        assertThat(timing.count()).isEqualTo(2);
    }

    @Test
    void H2_after_a_quiet_minute_nothing_recent_is_left() {
        record(Duration.ofMillis(500));
        assertThat(times.timing().recent()).isEqualTo(1);
        pass(Duration.ofHours(1));

        assertThat(times.timing().recent()).isZero();
        assertThat(times.timing().p99()).isZero();
        assertThat(times.timing().count()).isEqualTo(1);
    }

    @Test
    void H2_a_time_beyond_the_range_counts_as_ten_minutes() {
        record(Duration.ofHours(5));
        times.record(-1, clock.get());

        assertThat(times.timing().max()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        assertThat(times.timing().recent()).isEqualTo(2);
    }

    @Test
    void H2_no_time_of_several_threads_is_lost() {
        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int turn = 0; turn < 10_000; turn++) {
                times.record(1_000_000, clock.addAndGet(100_000));
            }
        });

        assertThat(times.timing().count()).isEqualTo(80_000);
        assertThat(times.timing().recent()).as("all within eight seconds").isEqualTo(80_000);
    }

    @Test
    void H2_recording_allocates_nothing_but_a_histogram_each_ten_seconds() {
        record(Duration.ofMillis(1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long own = Thread.currentThread().getId();
        times.record(1, clock.get());
        long before = threads.getThreadAllocatedBytes(own);
        for (int turn = 0; turn < 10_000; turn++) {
            times.record(turn, clock.get());
        }

        assertThat(threads.getThreadAllocatedBytes(own) - before).isLessThan(5_000);
    }
}
