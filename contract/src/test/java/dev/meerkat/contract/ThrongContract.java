package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.VirtualThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import jdk.jfr.consumer.RecordedEvent;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G7: ten thousand virtual threads on a pool of ten. */
abstract class ThrongContract extends ContractCase {
    private static final int THREADS = 10_000;
    private static final int POOL = 10;
    private static final Duration QUEUE = Duration.ofSeconds(60);

    /** Measured runs of either side; its best one counts, because a pause of the machine makes any of them longer and none shorter. */
    private static final int ROUNDS = 6;

    private static final int MOST_ROUNDS = 20;

    /** The checks that the external server answers one by one; those that it streams go wrong now and then and clear the pool. */
    private static final String POLLING = "serverMonitoringMode=poll";

    private static final double BOUND = 1.5;

    /** JDK 24 unpinned {@code synchronized}; before it, locks of the JDK's own sockets could pin. */
    private static final int UNPINNED_SINCE = 24;

    private MongoClient raw() {
        return keep(MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server().uri(POLLING)))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(POOL)
                        .maxWaitTime(QUEUE.toMillis(), TimeUnit.MILLISECONDS)
                        .maxConnectionIdleTime(options().build().maxIdleTime().toMillis(), TimeUnit.MILLISECONDS))
                .build()));
    }

    private MongoClient managed() {
        return registry()
                .connection()
                .open(options()
                        .uri(server().uri(POLLING))
                        .maxPoolSize(POOL)
                        .waitQueueTimeout(QUEUE)
                        .build())
                .client();
    }

    /** The longest of all waits in nanoseconds; an error if any of the reads fails. Begins on a heap without garbage. */
    private static long longest(MongoClient client) {
        System.gc();
        MongoCollection<Document> rows = client.getDatabase("throng").getCollection("rows");
        ExecutorService executor = VirtualThreads.executor();
        List<Future<Long>> reads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            reads.add(executor.submit(() -> {
                long begun = System.nanoTime();
                assertThat(rows.find(new Document("_id", 1)).first()).isNotNull();
                return System.nanoTime() - begun;
            }));
        }
        executor.shutdown();
        return reads.stream().mapToLong(ThrongContract::value).max().orElseThrow();
    }

    private static long value(Future<Long> read) {
        try {
            return read.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a read failed", e);
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void
            G7_ten_thousand_virtual_threads_on_a_pool_of_ten_all_succeed_unpinned_and_wait_hardly_longer_than_on_the_driver(
                    @TempDir Path folder) throws Exception {
        VirtualThreads.executor().shutdown();
        MongoClient raw = raw();
        MongoClient managed = managed();
        MongoCollection<Document> rows = raw.getDatabase("throng").getCollection("rows");
        rows.drop();
        rows.insertOne(new Document("_id", 1));
        longest(raw);
        longest(managed);

        long bestRaw = Long.MAX_VALUE;
        long bestManaged = Long.MAX_VALUE;
        try (Pinnings pinnings = Pinnings.recorded()) {
            // The best of each side comes down to its true one with more rounds; a busy machine needs them.
            for (int round = 0; round < ROUNDS || (bestManaged > BOUND * bestRaw && round < MOST_ROUNDS); round++) {
                // Each side goes first in every other round, so that neither gains by what the machine does meanwhile.
                boolean rawFirst = round % 2 == 0;
                long first = longest(rawFirst ? raw : managed);
                long second = longest(rawFirst ? managed : raw);
                bestRaw = Math.min(bestRaw, rawFirst ? first : second);
                bestManaged = Math.min(bestManaged, rawFirst ? second : first);
            }
            List<RecordedEvent> pinned = pinnings.end(folder);
            if (Runtime.version().feature() >= UNPINNED_SINCE) {
                assertThat(pinned).isEmpty();
            }
        }
        assertThat((double) bestManaged / bestRaw)
                .as("longest wait, managed by raw, in ns: " + bestManaged + " / " + bestRaw)
                .isLessThanOrEqualTo(BOUND);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void G7_virtual_threads_that_wait_at_the_gate_burn_no_processor() {
        ExecutorService executor = VirtualThreads.executor();
        Connection connection = registry()
                .connection()
                .open(options()
                        .uri(server().uri(POLLING))
                        .heartbeatFrequency(Duration.ofMillis(500))
                        .build());
        server().kill();
        Work.awaitState(connection, ConnectionState.INTERRUPTED);
        List<Future<Boolean>> waits = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waits.add(executor.submit(() -> {
                connection.client().getDatabase("throng").getCollection("rows").insertOne(new Document());
                return true;
            }));
        }
        executor.shutdown();
        Work.awaitWaiting(connection, 1_000);

        long burnt = LongStream.range(0, 3)
                .map(i -> Work.processorTimeOver(Duration.ofMillis(500)))
                .min()
                .orElseThrow();

        assertThat(Duration.ofNanos(burnt))
                .as("processor time of this JVM in half a second")
                .isLessThan(Duration.ofMillis(250));
        server().restart();
        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait.get(20, TimeUnit.SECONDS)).isTrue());
    }
}
