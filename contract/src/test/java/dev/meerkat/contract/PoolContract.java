package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.connection.ServerMonitoringMode;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.event.PoolRecovered;
import dev.meerkat.event.PoolSaturated;
import dev.meerkat.health.HealthCode;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.health.HealthReason;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolFigures;
import dev.meerkat.stats.PoolObserver;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2, H4: pool figures beside what the other side counts, and a saturated pool. */
abstract class PoolContract extends ContractCase {
    /** Sockets of the driver's monitor, which polls here: one. */
    private static final int MONITORS = 1;

    private FaultProxy proxy;

    @BeforeEach
    void standBefore() {
        proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
    }

    /**
     * Through the proxy, which counts sockets; each operation takes one connection once. The driver, when it fills a pool to its minPoolSize, may
     * count a connection twice that is just given back, and looks again only a minute later unless it is told otherwise.
     */
    private ConnectionOptions.Builder counted() {
        return options()
                .uri(proxy.uri() + "&retryReads=false&retryWrites=false")
                .customize(settings -> settings.applyToServerSettings(
                                each -> each.serverMonitoringMode(ServerMonitoringMode.POLL))
                        .applyToConnectionPoolSettings(each -> each.maintenanceFrequency(100, TimeUnit.MILLISECONDS)));
    }

    private static PoolFigures pool(Connection connection) {
        List<PoolFigures> pools = connection.status().pools();
        assertThat(pools).hasSize(1);
        return pools.get(0);
    }

    /** What one round of random work came to, counted by those who did it. */
    private static final class Truth {
        final AtomicLong done = new AtomicLong();
        final AtomicLong timedOut = new AtomicLong();
        final AtomicLong broken = new AtomicLong();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void H2_figures_equal_what_the_other_side_counts_at_every_quiet_point_and_are_never_negative(long seed) {
        Random random = new Random(seed);
        int maxSize = 1 + random.nextInt(5);
        Connection connection = registry()
                .connect(counted()
                        .maxPoolSize(maxSize)
                        .waitQueueTimeout(Duration.ofMillis(40))
                        .build());
        AtomicBoolean over = new AtomicBoolean();
        Work<Integer> looking = Work.begin("looking", () -> looks(connection, maxSize, over));
        for (int round = 0; round < 4; round++) {
            boolean cut = round % 2 == 1;
            PoolFigures before = pool(connection);
            Truth truth = load(connection, random, 2 + random.nextInt(12), cut);
            assertQuiet(connection, "seed " + seed + " round " + round);
            PoolFigures after = pool(connection);
            long late = after.checkoutTimeouts() - before.checkoutTimeouts();
            long lent = after.checkouts() - before.checkouts();
            if (cut) { // then Meerkat itself asks whether the deployment is there, and waits for a connection too
                assertThat(late).isGreaterThanOrEqualTo(truth.timedOut.get());
                assertThat(lent).isGreaterThanOrEqualTo(truth.done.get());
            } else {
                assertThat(late).isEqualTo(truth.timedOut.get());
                assertThat(lent).isEqualTo(truth.done.get());
                assertThat(truth.broken).hasValue(0);
            }
        }
        over.set(true);
        assertThat(looking.value()).as("looks while the load ran").isPositive();
        connection.close();
        assertThat(connection.status().pools()).as("gone with the server").isEmpty();
    }

    private int looks(Connection connection, int maxSize, AtomicBoolean over) {
        int looks = 0;
        while (!over.get()) {
            for (PoolFigures pool : connection.status().pools()) {
                assertThat(pool.inUse()).isBetween(0, maxSize);
                assertThat(pool.size()).isBetween(pool.inUse(), maxSize + 1);
                assertThat(pool.idle()).isNotNegative();
                assertThat(pool.waiting()).isNotNegative();
                assertThat(pool.opening()).isNotNegative();
            }
            looks++;
            LockSupport.parkNanos(50_000); // the load wants the processor too
        }
        return looks;
    }

    private Truth load(Connection connection, Random random, int threads, boolean cut) {
        Truth truth = new Truth();
        MongoCollection<Document> collection = connection.database().getCollection("pool");
        List<Work<Boolean>> workers = new ArrayList<>();
        for (int at = 0; at < threads; at++) {
            Random own = new Random(random.nextLong());
            workers.add(Work.begin("load-" + at, () -> work(collection, own, truth)));
        }
        if (cut) {
            proxy.resetAll();
        }
        workers.forEach(Work::value);
        return truth;
    }

    private static void work(MongoCollection<Document> collection, Random random, Truth truth) {
        for (int turn = 0; turn < 40; turn++) {
            try {
                if (random.nextBoolean()) {
                    collection.insertOne(new Document("turn", turn));
                } else {
                    collection.find(new Document("turn", turn)).first();
                }
                truth.done.incrementAndGet();
            } catch (MongoTimeoutException late) {
                truth.timedOut.incrementAndGet();
            } catch (MongoException broken) {
                truth.broken.incrementAndGet();
            }
        }
    }

    private void assertQuiet(Connection connection, String when) {
        await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            PoolFigures pool = pool(connection);
            assertThat(pool.inUse()).as(when).isZero();
            assertThat(pool.waiting()).as(when).isZero();
            assertThat(pool.opening()).as(when).isZero();
            assertThat(pool.size()).as(when).isEqualTo(proxy.connections() - MONITORS);
            assertThat(pool.created() - pool.closed().total()).as(when).isEqualTo(pool.size());
            assertThat(pool.timings().waited().count()).as(when).isEqualTo(pool.checkouts());
            assertThat(pool.timings().used().count()).as(when).isEqualTo(pool.checkouts());
        });
    }

    @Test
    void H2_the_server_itself_counts_the_same_connections() {
        needs(Capability.SOCKET_COUNT);
        int others = socketsOnServer();
        Connection connection = registry().connect(counted().minPoolSize(4).build());
        connection.database().getCollection("pool").insertOne(new Document());

        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            PoolFigures pool = pool(connection);
            assertThat(pool.size()).isGreaterThanOrEqualTo(4);
            assertThat(pool.opening()).isZero();
            assertThat(socketsOnServer() - others - MONITORS).isEqualTo(pool.size());
        });
    }

    private int socketsOnServer() {
        Document status = server().command(new Document("serverStatus", 1));
        return status.get("connections", Document.class).getInteger("current");
    }

    @Test
    void H2_an_observer_is_told_every_time_and_one_that_throws_harms_nobody() {
        AtomicLong waits = new AtomicLong();
        AtomicLong uses = new AtomicLong();
        Connection connection = registry().connect(counted().build());
        connection.observePools(new PoolObserver() {
            @Override
            public void waited(String host, long nanos) {
                throw new IllegalStateException("broken observer");
            }
        });
        var subscription = connection.observePools(new PoolObserver() {
            @Override
            public void waited(String host, long nanos) {
                waits.incrementAndGet();
            }

            @Override
            public void used(String host, long nanos) {
                uses.incrementAndGet();
            }
        });
        for (int turn = 0; turn < 10; turn++) {
            connection.database().getCollection("pool").insertOne(new Document());
        }
        subscription.close();
        connection.database().getCollection("pool").insertOne(new Document());

        assertThat(waits).hasValue(10);
        assertThat(uses).hasValue(10);
    }

    private ConnectionOptions.Builder quickToTell() {
        return counted()
                .health(HealthPolicy.defaults()
                        .saturatedAfter(Duration.ofMillis(200))
                        .recoveredAfter(Duration.ofMillis(300)))
                .waitQueueTimeout(Duration.ofSeconds(20));
    }

    private Work<Document> finding(Connection connection) {
        return Work.begin("finding", () -> {
            connection.database().getCollection("pool").find().first();
            return new Document();
        });
    }

    @Test
    void H4_a_pool_in_which_somebody_waits_without_a_break_is_saturated_until_it_serves_everybody() {
        EventRecorder recorder = recorded();
        Connection connection =
                recorder.connection().open(quickToTell().maxPoolSize(1).build());
        Leaks quiet = Leaks.before(server());
        proxy.blackHole();
        List<Work<Document>> callers = List.of(finding(connection), finding(connection), finding(connection));

        PoolSaturated told = recorder.awaits(PoolSaturated.class);
        assertThat(told.host()).isEqualTo(proxy.address());
        assertThat(told.inUse()).isEqualTo(1);
        assertThat(told.waiting()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(connection.health().status()).isEqualTo(HealthStatus.DEGRADED));
        HealthReason reason = connection.health().reasons().get(0);
        assertThat(reason.code()).isEqualTo(HealthCode.POOL_SATURATED);
        assertThat(reason.host()).contains(proxy.address());
        assertThat(reason.text()).contains("the pool of 1 is at its limit; now 1 in use, 2 callers waiting");

        proxy.pass();
        callers.forEach(Work::value);
        assertThat(recorder.awaits(PoolRecovered.class).lasted()).isPositive();
        await().untilAsserted(() -> assertThat(connection.health().reasons())
                .extracting(HealthReason::code)
                .doesNotContain(HealthCode.POOL_SATURATED));
        assertThat(recorder.events(PoolSaturated.class)).hasSize(1);
        await().untilAsserted(quiet::assertNone); // the watch has ended
    }

    @Test
    void H4_a_pool_in_use_to_the_last_connection_with_nobody_waiting_is_not_saturated() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(quickToTell().minPoolSize(2).maxPoolSize(2).build());
        await().until(() -> pool(connection).idle() == 2);
        proxy.blackHole();
        List<Work<Document>> callers = List.of(finding(connection), finding(connection));
        Work.awaitPoolInUse(connection, 2);
        recorder.assertQuiet(Duration.ofMillis(500));

        assertThat(recorder.events(PoolSaturated.class)).isEmpty();
        assertThat(connection.health().reasons())
                .extracting(HealthReason::code)
                .doesNotContain(HealthCode.POOL_SATURATED);
        proxy.pass();
        callers.forEach(Work::value);
    }

    @Test
    void H4_waits_longer_than_half_of_what_is_allowed_degrade_the_connection() {
        Connection connection = registry()
                .connect(counted()
                        .maxPoolSize(1)
                        .waitQueueTimeout(Duration.ofSeconds(2))
                        .build());
        assertThat(connection.health().status()).isEqualTo(HealthStatus.UP);
        proxy.latency(Duration.ofMillis(1200));
        List<Work<Document>> callers = List.of(finding(connection), finding(connection));
        callers.forEach(Work::value);

        await().untilAsserted(() -> assertThat(connection.health().reasons())
                .extracting(HealthReason::code)
                .contains(HealthCode.HIGH_WAIT));
        assertThat(connection.health().status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void H4_waits_far_below_half_of_what_is_allowed_are_no_reason() {
        Connection connection = registry()
                .connect(counted()
                        .maxPoolSize(1)
                        .waitQueueTimeout(Duration.ofMinutes(5))
                        .build());
        proxy.latency(Duration.ofMillis(300));
        List<Work<Document>> callers = List.of(finding(connection), finding(connection));
        callers.forEach(Work::value);

        await().until(() -> pool(connection).timings().waited().max().toMillis() >= 250);
        assertThat(connection.health().reasons()).extracting(HealthReason::code).doesNotContain(HealthCode.HIGH_WAIT);
    }
}
