package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.StuckResolver;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.Tally;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** C1 where the driver's own close would wait for somebody: a silent server, a pool that cut work holds, threads of the pool. */
abstract class ClosingFaultsContract extends ContractCase {
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final String APPLICATION = "closing-faults";
    private static final String POOL_KEEPER = "MaintenanceTimer-";

    private static MongoCollection<Document> jobs(Connection connection) {
        return connection.client().getDatabase("closing").getCollection("jobs");
    }

    @Test
    void C1_a_close_leaves_no_thread_and_no_socket_although_the_server_fell_silent() {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        Leaks leaks = Leaks.beforeOn(proxy.port());
        Connection connection =
                registry().connection().open(options().uri(proxy.uri()).build());
        jobs(connection).insertOne(new Document());
        proxy.blackHole();

        long begun = System.nanoTime();
        DrainReport report = connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        assertThat(report.forced()).isFalse();
        assertThat(report.lingering()).isEmpty();
        leaks.awaitNone(Duration.ofSeconds(1));
    }

    @Test
    void C1_what_queues_for_the_pool_when_the_grace_ends_is_cut_and_does_not_go_on() {
        needs(Capability.FAIL_POINTS);
        Connection connection = registry()
                .connection()
                .open(options()
                        .appName(APPLICATION)
                        .maxPoolSize(1)
                        .waitQueueTimeout(Duration.ofSeconds(20))
                        .closeGrace(Duration.ofMillis(100))
                        .build());
        jobs(connection).drop();
        Tally tally = new Tally();
        DrainReport report;
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "insert", Duration.ofMillis(800))) {
            List<Work<Boolean>> inserts = insertFive(connection, tally);
            report = connection.close();

            assertThat(report.lingering()).isEmpty();
            assertThat(report.cut()).hasSize(5);
            inserts.forEach(insert -> assertForced(insert.end().failure()));
            assertThat(slow).isNotNull();
        }
        assertThat(tally.acknowledged())
                .as("at most the one on the wire: " + tally)
                .isLessThanOrEqualTo(1);
        connection.open();
        jobs(connection).find().forEach(job -> tally.finds(job.get("_id")));
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
    }

    /** One has the pool's only connection, four queue; a session that the driver would give back is idle beside them. */
    private static List<Work<Boolean>> insertFive(Connection connection, Tally tally) {
        try (ClientSession idle = connection.client().startSession()) {
            List<Work<Boolean>> inserts = IntStream.range(0, 5)
                    .mapToObj(i -> Work.begin("inserter-" + i, () -> {
                        tally.tries(i);
                        jobs(connection).insertOne(new Document("_id", i));
                        tally.acknowledges(i);
                    }))
                    .toList();
            Work.awaitInFlight(connection, 5);
            Work.awaitPoolInUse(connection, 1);
            assertThat(idle.getServerSession().isClosed()).isFalse();
            return inserts;
        }
    }

    private static void assertForced(Throwable failure) {
        assertThat(failure == null || isForced(failure))
                .as("failure " + failure)
                .isTrue();
    }

    private static boolean isForced(Throwable failure) {
        return failure instanceof MeerkatException told && told.problemCode().equals(Problem.FORCED_AT_DRAIN.code());
    }

    @Test
    void C1_a_thread_of_the_pool_that_sits_in_a_look_up_is_named() {
        StuckResolver stuck = keep(new StuckResolver());
        InetAddressResolver names =
                host -> inPoolKeeper() ? stuck.lookupByName(host) : List.of(InetAddress.getByName(host));
        Connection connection = registry()
                .connection()
                .open(options()
                        .minPoolSize(2)
                        .customize(settings -> settings.inetAddressResolver(names)
                                .applyToConnectionPoolSettings(
                                        each -> each.maintenanceFrequency(100, TimeUnit.MILLISECONDS)))
                        .build());
        stuck.awaitAsked();

        DrainReport report = connection.close();

        assertThat(report.lingering()).singleElement().asString().startsWith(POOL_KEEPER);
    }

    private static boolean inPoolKeeper() {
        return Thread.currentThread().getName().startsWith(POOL_KEEPER);
    }

    @Test
    void C1_no_thread_of_the_pool_lives_when_a_close_returns_that_names_none() {
        Connection connection =
                registry().connection().open(options().minPoolSize(3).build());

        DrainReport report = connection.close();

        assertThat(report.lingering()).isEmpty();
        assertThat(ClientThreads.alive()).noneMatch(thread -> thread.getName().startsWith(POOL_KEEPER));
    }
}
