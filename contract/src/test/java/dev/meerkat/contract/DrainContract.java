package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Drained;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** C1, C2, C3, C5: a close ends everything, cuts nothing that ends in time, and tells what it cut. */
abstract class DrainContract extends ContractCase {
    private static final String APPLICATION = "drain";
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static MongoCollection<Document> jobs(Connection connection) {
        return connection.client().getDatabase("drain").getCollection("jobs");
    }

    private Connection opened(Duration grace, int pool) {
        return registry()
                .connection()
                .open(options()
                        .appName(APPLICATION)
                        .closeGrace(grace)
                        .maxPoolSize(pool)
                        .build());
    }

    private Connection stocked(Duration grace) {
        Connection connection = opened(grace, 10);
        jobs(connection).drop();
        jobs(connection)
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
        return connection;
    }

    @Test
    void C1_callers_that_wait_at_the_gate_are_failed_at_once_and_counted() {
        Connection connection = registry()
                .connection()
                .open(options().heartbeatFrequency(Duration.ofMillis(500)).build());
        server().kill();
        Work.awaitState(connection, ConnectionState.INTERRUPTED);
        List<Work<Long>> waiting = IntStream.range(0, 5)
                .mapToObj(i -> Work.begin("waiter-" + i, () -> jobs(connection).countDocuments()))
                .toList();
        Work.awaitWaiting(connection, 5);

        long closing = System.nanoTime();
        DrainReport report = connection.close();

        for (Work<Long> each : waiting) {
            assertThat(each.failure()).isInstanceOf(ConnectionClosedException.class);
            assertThat(Duration.ofNanos(each.end().nanos() - closing)).isLessThan(AT_ONCE);
        }
        assertThat(report.refusedWaiters()).isEqualTo(5);
        assertThat(report.forced()).isFalse();
    }

    @Test
    void C1_change_streams_end_when_the_drain_begins_and_hold_nothing_back() {
        needs(Capability.CHANGE_STREAMS);
        Connection connection = stocked(Duration.ofSeconds(10));
        MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream =
                jobs(connection).watch().cursor();
        Work<Throwable> reader = Work.begin("reader", () -> catchThrowable(stream::next));
        assertThat(connection.status().changeStreams()).isOne();

        DrainReport report = connection.close();

        assertThat(reader.value()).isNotNull();
        assertThat(report.forced()).isFalse();
        assertThat(report.waited()).isLessThan(within(Duration.ofSeconds(5)));
    }

    @Test
    void C1_a_close_leaves_no_thread_and_no_socket() {
        Leaks leaks = Leaks.before(server());
        Connection connection = stocked(Duration.ofSeconds(5));

        long begun = System.nanoTime();
        DrainReport report = connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(report.waited().plus(AT_ONCE));
        assertThat(report.lingering()).isEmpty();
        leaks.awaitNone(Duration.ofSeconds(1));
    }

    @Test
    void C2_what_outlives_the_grace_is_cut_and_listed_with_operation_namespace_age_and_thread() {
        Duration grace = Duration.ofMillis(400);
        EventRecorder recorder = recorded();
        Connection connection = stocked(grace);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Work<Throwable> shopper = Work.begin(
                "shopper",
                () -> catchThrowable(() -> {
                    try (MongoCursor<Document> cursor =
                            jobs(connection).find().batchSize(2).cursor()) {
                        cursor.next();
                        reading.countDown();
                        enough.await();
                        cursor.forEachRemaining(row -> {});
                    }
                }));
        awaits(reading);

        DrainReport report = connection.close();
        enough.countDown();

        assertThat(report.forced()).isTrue();
        assertThat(report.finished()).isZero();
        assertThat(report.waited()).isBetween(grace, grace.plus(AT_ONCE));
        assertThat(report.cut()).singleElement().satisfies(cut -> {
            assertThat(cut.operation()).isEqualTo("find");
            assertThat(cut.namespace()).isEqualTo("drain.jobs");
            assertThat(cut.thread()).isEqualTo("shopper");
            assertThat(cut.age()).isBetween(grace, grace.plusSeconds(5));
        });
        assertThat(recorder.awaits(Drained.class).report()).isEqualTo(report);
        assertForced(shopper.value());
    }

    private static void assertForced(Throwable failure) {
        assertThat(failure).isInstanceOf(MeerkatException.class);
        assertThat(((MeerkatException) failure).problemCode()).isEqualTo(Problem.FORCED_AT_DRAIN.code());
        assertThat(failure).hasMessageContaining("operation=find").hasMessageContaining("namespace=drain.jobs");
    }

    /** No driver can take a command back; what matters is that the close does not wait for it and that nobody is told a lie. */
    @Test
    void C2_an_operation_cut_on_the_wire_is_listed_and_ends_as_it_really_ended() {
        needs(Capability.FAIL_POINTS);
        Duration grace = Duration.ofMillis(300);
        Connection connection = opened(grace, 10);
        jobs(connection).drop();
        Work<Boolean> job;
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "insert", Duration.ofSeconds(2))) {
            job = Work.begin("shopper", () -> {
                jobs(connection).insertOne(new Document("_id", "cut"));
            });
            Work.awaitPoolInUse(connection, 1);

            long begun = System.nanoTime();
            DrainReport report = connection.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(grace.plus(AT_ONCE).plus(AT_ONCE));
            assertThat(report.forced()).isTrue();
            assertThat(report.cut()).extracting(CutWork::thread).containsExactly("shopper");
            Throwable failure = job.end().failure();
            assertThat(failure == null || isForced(failure))
                    .as("failure " + failure)
                    .isTrue();
            assertThat(slow).isNotNull();
        }
        connection.open();
        boolean found = jobs(connection).countDocuments(new Document("_id", "cut")) == 1;
        assertThat(job.end().failure() != null || found)
                .as("acknowledged, so it is there")
                .isTrue();
    }

    private static boolean isForced(Throwable failure) {
        return failure instanceof MeerkatException told && told.problemCode().equals(Problem.FORCED_AT_DRAIN.code());
    }

    @Test
    void C2_the_report_is_one_line_of_the_log_that_lists_what_was_cut() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.meerkat");
        Level quiet = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        Connection connection = stocked(Duration.ofMillis(100));
        try (MongoCursor<Document> cursor = jobs(connection).find().batchSize(2).cursor()) {
            cursor.next();

            connection.close();
        } catch (RuntimeException cut) {
            assertThat(cut).isInstanceOf(MeerkatException.class);
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(quiet);
        }

        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.startsWith("[default] drained"))
                .singleElement()
                .asString()
                .contains("drain.jobs", "find", Thread.currentThread().getName())
                .doesNotContain("\n");
    }

    /** Where nothing slows the server down, the work is slow itself: it is inside its own callback when the close comes. */
    @Test
    void C3_fifty_operations_in_the_middle_of_their_work_all_succeed() {
        Connection connection = stocked(Duration.ofSeconds(10));
        CountDownLatch closing = new CountDownLatch(1);
        connection.on(Disconnecting.class, event -> closing.countDown());
        Tally tally = new Tally();
        List<Work<Boolean>> works = IntStream.range(0, 50)
                .mapToObj(i -> Work.begin("worker-" + i, () -> work(connection, i, closing, tally)))
                .toList();
        Work.awaitInFlight(connection, 50);

        DrainReport report = connection.close();

        works.forEach(Work::value);
        // Fifty loops, and as many of their own inserts as had begun when the drain counted.
        assertThat(report.finished()).isBetween(50L, 100L);
        assertThat(report.forced()).isFalse();
        assertThat(report.cut()).isEmpty();
        assertThat(tally.acknowledged()).as(tally.toString()).isEqualTo(50);
        connection.open();
        jobs(connection).find(new Document("work", true)).forEach(job -> tally.finds(job.get("_id")));
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
    }

    private static void work(Connection connection, int number, CountDownLatch closing, Tally tally) {
        jobs(connection).find().limit(1).forEach(row -> {
            awaits(closing);
            String id = "job-" + number;
            tally.tries(id);
            jobs(connection).insertOne(new Document("_id", id).append("work", true));
            tally.acknowledges(id);
        });
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void C3_fifty_slow_operations_of_which_forty_are_queued_for_the_pool_all_succeed() {
        needs(Capability.FAIL_POINTS);
        Connection connection = opened(Duration.ofSeconds(15), 10);
        jobs(connection).drop();
        Tally tally = new Tally();
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "insert", Duration.ofMillis(800))) {
            List<Work<Boolean>> inserts = IntStream.range(0, 50)
                    .mapToObj(i -> Work.begin("inserter-" + i, () -> {
                        tally.tries(i);
                        jobs(connection).insertOne(new Document("_id", i));
                        tally.acknowledges(i);
                    }))
                    .toList();
            Work.awaitInFlight(connection, 50);
            Work.awaitPoolInUse(connection, 10);

            DrainReport report = connection.close();

            inserts.forEach(Work::value);
            assertThat(report.finished()).isEqualTo(50);
            assertThat(report.forced()).isFalse();
            assertThat(report.waited()).isGreaterThan(Duration.ofSeconds(3));
            assertThat(slow).isNotNull();
        }
        connection.open();
        jobs(connection).find().forEach(job -> tally.finds(job.get("_id")));
        assertThat(tally.acknowledged()).as(tally.toString()).isEqualTo(50);
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
    }

    @Test
    void C5_a_scope_closes_its_connection_with_the_block() {
        Connection connection;
        try (Connection.Scope scope = opened(Duration.ofSeconds(5), 10).scope()) {
            connection = scope.connection();
            assertThat(jobs(connection).countDocuments()).isNotNegative();
            assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        }
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void C5_the_managed_client_closes_its_connection_with_the_block() {
        EventRecorder recorder = recorded();
        Connection connection = opened(Duration.ofSeconds(5), 10);
        try (MongoClient client = connection.client()) {
            assertThat(client.getDatabase("drain").getCollection("jobs").countDocuments())
                    .isNotNegative();
        }
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        recorder.assertSequence("Connecting", "Connected", "Opened", "Disconnecting", "Disconnected", "Closed");
    }

    @Test
    void C5_a_registry_closes_all_its_connections_with_the_block() {
        Connection first = opened(Duration.ofSeconds(5), 10);
        Connection second = registry().connection("second").open(options().build());

        registry().close();

        assertThat(List.of(first.state(), second.state())).containsOnly(ConnectionState.CLOSED);
    }
}
