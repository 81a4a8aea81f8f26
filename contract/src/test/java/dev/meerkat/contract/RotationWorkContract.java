package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.RotationReport;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** R1: what becomes of cursors, transactions and sessions that began before a rotation. */
abstract class RotationWorkContract extends ContractCase {
    private static MongoCollection<Document> rows(Connection connection) {
        return connection.database().getCollection("rows");
    }

    private Connection stocked(Duration grace) {
        Connection connection =
                registry().connection().open(options().closeGrace(grace).build());
        rows(connection).drop();
        rows(connection)
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
        return connection;
    }

    /** Begins a rotation and waits until it has switched; its drain runs on. */
    private static CompletableFuture<RotationReport> switched(Connection connection) {
        CompletableFuture<RotationReport> rotation = connection.reconfigureAsync(o -> o.maxPoolSize(21));
        await().until(() -> connection.options().maxPoolSize() == 21);
        return rotation;
    }

    @Test
    void R1_a_cursor_begun_before_finishes_on_the_old_client() {
        Connection connection = stocked(Duration.ofSeconds(10));
        MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor();
        List<Document> read = new ArrayList<>(List.of(cursor.next()));

        CompletableFuture<RotationReport> rotation = switched(connection);
        assertThat(rotation).isNotDone();
        assertThat(connection.status().inFlight()).isOne();
        cursor.forEachRemaining(read::add);

        assertThat(read).hasSize(10);
        RotationReport report = rotation.join();
        assertThat(report.drain().finished()).isOne();
        assertThat(report.drain().forced()).isFalse();
    }

    @Test
    void R1_a_loop_begun_before_finishes_and_what_it_does_itself_goes_through() {
        Connection connection = stocked(Duration.ofSeconds(10));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch moved = new CountDownLatch(1);
        Work<Boolean> loop = Work.begin(
                "looper",
                () -> rows(connection).find().batchSize(2).forEach(row -> {
                    inside.countDown();
                    awaits(moved);
                    connection.database().getCollection("copies").insertOne(row);
                }));
        awaits(inside);
        connection.database().getCollection("copies").drop();

        CompletableFuture<RotationReport> rotation = switched(connection);
        moved.countDown();

        assertThat(loop.value()).isTrue();
        assertThat(rotation.join().drain().forced()).isFalse();
        assertThat(connection.database().getCollection("copies").countDocuments())
                .isEqualTo(10);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void R1_what_outlives_the_grace_is_cut_and_listed_and_the_failure_says_so() {
        Duration grace = Duration.ofMillis(300);
        Connection connection = stocked(grace);
        EventRecorder recorder = EventRecorder.of(connection);
        MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor();
        cursor.next();

        RotationReport report = connection.reconfigure(o -> o.maxPoolSize(22));

        assertThat(recorder.awaits(Reconfigured.class).report()).isEqualTo(report);
        assertThat(report.drain().forced()).isTrue();
        assertThat(report.drain().waited()).isBetween(grace, grace.plusSeconds(1));
        assertThat(report.drain().cut())
                .singleElement()
                .extracting(CutWork::operation, CutWork::namespace)
                .containsExactly("find", "test.rows");
        assertThat(catchThrowable(() -> cursor.forEachRemaining(row -> {})))
                .hasMessageContaining("MK-FORCED-AT-DRAIN")
                .hasMessageContaining("reconfigured");
        rows(connection).insertOne(new Document());
        recorder.assertSequence();
    }

    @Test
    void R1_the_new_grace_bounds_the_drain() {
        Connection connection = stocked(Duration.ofSeconds(20));
        try (MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor()) {
            cursor.next();
            RotationReport report = connection.reconfigure(o -> o.closeGrace(Duration.ofMillis(200)));
            assertThat(report.drain().waited()).isLessThan(within(Duration.ofSeconds(5)));
            assertThat(report.drain().cut()).hasSize(1);
        } catch (RuntimeException cut) {
            assertThat(cut).hasMessageContaining("MK-FORCED-AT-DRAIN");
        }
    }

    @Test
    void R1_a_transaction_begun_before_commits_on_the_old_client() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked(Duration.ofSeconds(10));
        CompletableFuture<RotationReport> rotation = new CompletableFuture<>();

        connection.transaction(session -> {
            rows(connection).insertOne(new Document("_id", "before"));
            CompletableFuture<RotationReport> running = switched(connection);
            running.whenComplete((report, failure) -> rotation.complete(report));
            rows(connection).insertOne(new Document("_id", "after"));
            assertThat(running).isNotDone();
        });

        assertThat(rotation.join().drain().forced()).isFalse();
        assertThat(rows(connection)
                        .countDocuments(new Document("_id", new Document("$in", List.of("before", "after")))))
                .isEqualTo(2);
    }

    @Test
    void R1_a_transaction_that_outlives_the_grace_is_cut_listed_and_leaves_nothing() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked(Duration.ofMillis(300));
        RotationReport report;
        try (ClientSession session = connection.client().startSession()) {
            session.startTransaction();
            rows(connection).insertOne(session, new Document("_id", "cut"));

            report = connection.reconfigure(o -> o.maxPoolSize(23));

            assertThat(catchThrowable(session::commitTransaction)).hasMessageContaining("MK-FORCED-AT-DRAIN");
        }
        assertThat(report.drain().cut()).extracting(CutWork::operation).containsExactly("startTransaction");
        assertThat(rows(connection).countDocuments(new Document("_id", "cut"))).isZero();
    }

    @Test
    void R1_an_idle_session_takes_its_times_along_to_the_same_deployment() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked(Duration.ofSeconds(2));
        try (ClientSession session = connection.client().startSession()) {
            rows(connection).insertOne(session, new Document());
            var operationTime = session.getOperationTime();
            assertThat(operationTime).isNotNull();

            assertThat(connection.reconfigure(o -> o.maxPoolSize(24)).drain().forced())
                    .isFalse();
            session.startTransaction();

            assertThat(session.getOperationTime()).isEqualTo(operationTime);
            assertThat(session.getClusterTime()).isNotNull();
            rows(connection).insertOne(session, new Document());
            session.commitTransaction();
        }
    }

    @Test
    void R1_an_idle_session_starts_fresh_on_another_deployment_although_the_set_has_the_same_name() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked(Duration.ofSeconds(2));
        ContractServer other = keep(kind().start());
        try (ClientSession session = connection.client().startSession()) {
            rows(connection).insertOne(session, new Document());
            assertThat(session.getOperationTime()).isNotNull();

            connection.reconfigure(o -> o.uri(other.uri()));
            session.startTransaction();

            assertThat(session.getOperationTime()).isNull();
            assertThat(session.getClusterTime()).isNull();
            rows(connection).insertOne(session, new Document());
            session.commitTransaction();
        }
        assertThat(rows(connection).countDocuments()).isOne();
    }
}
