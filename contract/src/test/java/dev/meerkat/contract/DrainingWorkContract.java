package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.stats.DrainReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G5: what passes while a connection drains, and what does not. */
abstract class DrainingWorkContract extends ContractCase {
    private static final int ROWS = 10;

    private static MongoCollection<Document> rows(Connection connection) {
        return connection.client().getDatabase("gate").getCollection("rows");
    }

    /** A connection whose collection has some rows, and whose drain waits as long as a test may need. */
    private Connection stocked() {
        Connection connection = registry()
                .connection()
                .open(options().closeGrace(Duration.ofSeconds(15)).build());
        rows(connection).drop();
        rows(connection)
                .insertMany(IntStream.range(0, ROWS)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
        return connection;
    }

    /** Begins to close and returns when the connection drains. */
    private static Work<DrainReport> closing(Connection connection) {
        Work<DrainReport> close = Work.begin("closer", connection::close);
        Work.awaitState(connection, ConnectionState.DRAINING);
        return close;
    }

    private static void assertRefused(Throwable failure) {
        assertThat(failure).isInstanceOf(ConnectionClosedException.class);
        assertThat(((ConnectionClosedException) failure).problemCode()).isEqualTo(Problem.DRAINING.code());
        assertThat(failure).hasMessageContaining("state=DRAINING");
    }

    private static void assertUnforced(Work<DrainReport> close) {
        assertThat(close.value().forced()).as("report " + close.value()).isFalse();
        assertThat(close.value().cut()).isEmpty();
    }

    @Test
    void G5_new_work_is_refused_while_the_next_batch_of_an_open_cursor_passes() {
        Connection connection = stocked();
        try (MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor()) {
            cursor.next();
            Work<DrainReport> close = closing(connection);

            assertRefused(
                    Work.begin("late", () -> rows(connection).countDocuments()).failure());
            int read = 1;
            while (cursor.hasNext()) {
                cursor.next();
                read++;
            }

            assertThat(read).isEqualTo(ROWS);
            assertUnforced(close);
            assertThat(close.value().finished()).isOne();
        }
    }

    @Test
    void G5_new_work_beside_an_open_cursor_on_the_same_thread_is_refused_too() {
        Connection connection = stocked();
        try (MongoCursor<Document> cursor = rows(connection).find().batchSize(2).cursor()) {
            cursor.next();
            closing(connection);

            assertRefused(catchThrowable(() -> rows(connection).countDocuments()));
        }
    }

    @Test
    void G5_work_from_inside_a_forEach_callback_passes() {
        Connection connection = stocked();
        List<Work<DrainReport>> close = new ArrayList<>();
        List<Long> counts = new ArrayList<>();

        rows(connection).find().batchSize(2).forEach(row -> {
            if (close.isEmpty()) {
                close.add(closing(connection));
            }
            counts.add(rows(connection).countDocuments());
        });

        assertThat(counts).hasSize(ROWS).containsOnly((long) ROWS);
        assertUnforced(close.get(0));
    }

    @Test
    void G5_after_the_callback_its_thread_is_refused_again() {
        Connection connection = stocked();
        try (MongoCursor<Document> holdsTheDrain =
                rows(connection).find().batchSize(2).cursor()) {
            Work<Throwable> application = Work.begin("application", () -> {
                rows(connection).find().limit(1).forEach(row -> closing(connection));
                return catchThrowable(() -> rows(connection).countDocuments());
            });

            assertRefused(application.value());
            assertThat(holdsTheDrain.hasNext()).isTrue();
        }
    }

    @Test
    void G5_work_inside_an_open_transaction_passes_and_commits_while_new_work_is_refused() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked();
        try (ClientSession session = connection.client().startSession()) {
            session.startTransaction();
            rows(connection).insertOne(session, new Document("_id", "before"));
            Work<DrainReport> close = closing(connection);

            rows(connection).insertOne(session, new Document("_id", "during"));
            assertThat(rows(connection)
                            .find(session, new Document("_id", "during"))
                            .first())
                    .isNotNull();
            assertRefused(catchThrowable(() -> rows(connection).insertOne(new Document("_id", "beside"))));
            session.commitTransaction();

            assertUnforced(close);
        }
        connection.open();
        assertThat(rows(connection).countDocuments(new Document("_id", "before")))
                .isOne();
        assertThat(rows(connection).countDocuments(new Document("_id", "during")))
                .isOne();
        assertThat(rows(connection).countDocuments(new Document("_id", "beside")))
                .isZero();
    }

    @Test
    void G5_a_transaction_cannot_begin_while_draining() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked();
        try (ClientSession session = connection.client().startSession();
                MongoCursor<Document> cursor =
                        rows(connection).find().batchSize(2).cursor()) {
            closing(connection);

            assertRefused(Work.begin("late", () -> {
                        session.startTransaction();
                    })
                    .failure());
            assertThat(cursor.hasNext()).isTrue();
        }
    }

    @Test
    void G5_an_idle_session_holds_nothing_back() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked();
        ClientSession session = connection.client().startSession();
        rows(connection).countDocuments(session);

        DrainReport report = connection.close();

        assertThat(report.forced()).isFalse();
        assertThat(report.waited()).isLessThan(within(Duration.ofSeconds(1)));
        session.close();
    }

    @Test
    void G5_an_open_transaction_does_hold_the_drain() {
        needs(Capability.TRANSACTIONS);
        Connection connection = stocked();
        try (ClientSession session = connection.client().startSession()) {
            session.startTransaction();
            rows(connection).insertOne(session, new Document("_id", "held"));

            Work<DrainReport> close = closing(connection);
            assertThat(connection.status().inFlight()).isOne();
            assertThat(close.ended()).isFalse();
            session.abortTransaction();

            assertUnforced(close);
            assertThat(close.value().finished()).isOne();
        }
    }
}
