package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G6: what counts as in flight, and for how long. */
abstract class InFlightContract extends ContractCase {
    private static MongoCollection<Document> rows(Connection connection) {
        return connection.client().getDatabase("inflight").getCollection("rows");
    }

    private Connection stocked() {
        Connection connection = opened();
        rows(connection).drop();
        rows(connection)
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
        return connection;
    }

    @Test
    void G6_operations_count_while_they_run() throws InterruptedException {
        Connection connection = stocked();
        CountDownLatch enough = new CountDownLatch(1);
        List<Work<Boolean>> works = IntStream.range(0, 3)
                .mapToObj(i -> Work.begin("reader-" + i, () -> {
                    rows(connection).find().limit(1).forEach(row -> awaitQuietly(enough));
                }))
                .toList();

        Work.awaitInFlight(connection, 3);
        enough.countDown();
        works.forEach(Work::value);

        assertThat(connection.status().inFlight()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void G6_a_cursor_counts_until_its_last_document_is_in_hand() {
        Connection connection = stocked();
        try (MongoCursor<Document> cursor = rows(connection).find().batchSize(4).cursor()) {
            cursor.next();
            assertThat(connection.status().inFlight()).isOne();

            while (cursor.hasNext()) {
                cursor.next();
            }

            assertThat(connection.status().inFlight()).isZero();
        }
    }

    @Test
    void G6_a_cursor_counts_until_it_is_closed_early() {
        Connection connection = stocked();
        MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor();
        cursor.next();
        assertThat(connection.status().inFlight()).isOne();

        cursor.close();

        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void G6_a_cursor_whose_first_batch_is_everything_does_not_count() {
        Connection connection = stocked();
        try (MongoCursor<Document> cursor = rows(connection).find().cursor()) {
            assertThat(connection.status().inFlight()).isZero();
            assertThat(cursor.hasNext()).isTrue();
        }
    }

    @Test
    void G6_a_transaction_counts_from_start_to_commit_or_abort_and_a_session_does_not() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked();
        try (ClientSession session = connection.client().startSession()) {
            assertThat(connection.status().inFlight()).isZero();

            session.startTransaction();
            rows(connection).insertOne(session, new Document());
            assertThat(connection.status().inFlight()).isOne();
            session.commitTransaction();
            assertThat(connection.status().inFlight()).isZero();

            session.startTransaction();
            rows(connection).insertOne(session, new Document());
            assertThat(connection.status().inFlight()).isOne();
            session.abortTransaction();
            assertThat(connection.status().inFlight()).isZero();
        }
    }

    @Test
    void G6_change_streams_are_counted_apart() {
        needs(Capability.CHANGE_STREAMS);
        Connection connection = stocked();
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream =
                rows(connection).watch().cursor()) {
            rows(connection).insertOne(new Document("_id", "news"));
            assertThat(stream.next().getFullDocument()).containsEntry("_id", "news");

            assertThat(connection.status().changeStreams()).isOne();
            assertThat(connection.status().inFlight()).isZero();
        }
        assertThat(connection.status().changeStreams()).isZero();
    }
}
