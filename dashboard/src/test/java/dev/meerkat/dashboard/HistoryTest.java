package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** H1: what the charts show is bounded, in samples and in bytes. */
class HistoryTest {
    private static final int CONNECTIONS = 100;
    private static final int DAY = 24 * 60 * 60;

    @Test
    void H1_a_ring_keeps_the_newest_samples_oldest_first() {
        Ring day = new Ring(2880);
        for (int at = 0; at < 10_000; at++) {
            day.add(at, new float[] {at, 0, 0, 0, 0.126f});
        }

        List<List<Double>> told = day.json(Integer.MAX_VALUE);
        assertThat(told).hasSize(6).allSatisfy(column -> assertThat(column).hasSize(2880));
        assertThat(told.get(0).get(0)).isEqualTo(7120);
        assertThat(told.get(0).get(2879)).isEqualTo(9999);
        assertThat(told.get(5).get(0)).isEqualTo(0.13);
    }

    @Test
    void H1_a_day_of_samples_is_a_sample_in_half_a_minute_and_a_quarter_of_an_hour_one_a_second() {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            registry.connection();
            History history = new History(registry);
            for (int second = 0; second <= DAY + 3600; second++) {
                history.sample(second);
            }

            assertThat(times(history.all(false), "default"))
                    .hasSize(900)
                    .first()
                    .isEqualTo((double) DAY + 3600 - 899);
            assertThat(times(history.all(true), "default")).hasSize(2880);
            assertThat(times(history.all(true), "default").get(0))
                    .as("a day ago")
                    .isBetween(3600.0 - 1, 3600.0 + 60);
        }
    }

    private static List<Double> times(Document history, String connection) {
        return ((List<?>) history.getList(connection, Object.class).get(0))
                .stream().map(Double.class::cast).toList();
    }

    @Test
    void H1_a_day_of_a_hundred_connections_takes_less_than_20_megabytes() {
        try (ConnectionRegistry registry = new ConnectionRegistry()) {
            for (int at = 0; at < CONNECTIONS; at++) {
                registry.connection("connection-" + at);
            }
            History history = new History(registry);
            long before = used();
            for (int second = 0;
                    second < 4000;
                    second++) { // the rings have their whole length from the first sample on
                history.sample(second);
            }
            long bytes = used() - before;

            assertThat(history.newest()).hasSize(CONNECTIONS);
            assertThat(bytes).isLessThan(20_000_000L);
            for (String connection : List.of("connection-0", "connection-" + (CONNECTIONS - 1))) {
                assertThat(times(history.all(false), connection)).hasSize(900);
                assertThat(times(history.all(true), connection)).hasSize(4000 / 30);
            }
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int turn = 0; turn < 3; turn++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
