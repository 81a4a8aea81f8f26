package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import dev.meerkat.Connection;
import dev.meerkat.Subscription;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.VirtualThreads;
import dev.meerkat.event.Opened;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I6: what belongs to a thread's transaction, and what does not. */
abstract class TransactionScopeContract extends ContractCase {
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Connection connection;

    @BeforeEach
    final void emptyRows() {
        needs(Capability.TRANSACTIONS);
        connection = opened();
        database().drop();
        database().createCollection("rows");
    }

    private MongoDatabase database() {
        return connection.client().getDatabase("scope");
    }

    private MongoCollection<Document> rows() {
        return database().getCollection("rows");
    }

    private void insert(Object id) {
        rows().insertOne(new Document("_id", id));
    }

    private boolean there(Object id) {
        return rows().find(eq("_id", id)).first() != null;
    }

    /** Runs {@code work} in a transaction that is aborted afterwards: what stays was not part of it. */
    private void undone(Runnable work) {
        assertThat(catchThrowable(() -> connection.transaction(session -> {
                    work.run();
                    throw new Undone();
                })))
                .isInstanceOf(Undone.class);
    }

    @Test
    void I6_other_threads_have_no_part_in_it_not_even_those_the_work_starts() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        undone(() -> {
            insert("mine");
            Work.begin("started inside", () -> insert("thread")).value();
            CompletableFuture.runAsync(() -> insert("pool"), pool).join();
            assertThat(Work.begin("reader", () -> there("mine")).value()).isFalse();
        });
        pool.shutdown();

        assertThat(there("mine")).isFalse();
        assertThat(there("thread")).isTrue();
        assertThat(there("pool")).isTrue();
    }

    @Test
    void I6_virtual_threads_started_inside_have_no_part_in_it_and_have_their_own() throws Exception {
        ExecutorService executor = VirtualThreads.executor();
        undone(() -> {
            insert("mine");
            get(executor.submit(() -> insert("virtual")));
            assertThat(get(executor.submit(() -> there("mine")))).isFalse();
        });
        List<Future<?>> own = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            own.add(executor.submit(() -> connection.transaction(session -> {
                insert("kept-" + number);
                if (number % 2 == 1) {
                    throw new Undone();
                }
            })));
        }
        assertThat(own.stream().filter(each -> catchThrowable(() -> get(each)) != null))
                .hasSize(50);
        executor.shutdown();

        assertThat(there("mine")).isFalse();
        assertThat(there("virtual")).isTrue();
        assertThat(rows().countDocuments(new Document("_id", new Document("$regex", "^kept"))))
                .isEqualTo(50);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void I6_a_listener_of_the_connection_has_no_part_in_it() {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        undone(() -> {
            Subscription told = connection.onReplayingCurrent(Opened.class, event -> {
                insert("listener");
                heard.complete(true);
            });
            heard.join();
            told.close();
        });

        assertThat(there("listener")).isTrue();
    }

    @Test
    void I6_it_ends_with_the_work_also_when_that_throws() {
        undone(() -> insert("undone"));
        insert("after an abort");
        connection.transaction(session -> insert("done"));
        insert("after a commit");

        try (MongoClient raw = MongoClients.create(server().uri())) {
            assertThat(raw.getDatabase("scope")
                            .getCollection("rows")
                            .distinct("_id", String.class)
                            .into(new ArrayList<>()))
                    .containsExactlyInAnyOrder("after an abort", "done", "after a commit");
        }
    }

    @Test
    void I6_a_write_that_failed_ends_the_transaction_even_if_the_work_catches_it() {
        insert("there");
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<RuntimeException> caught = new AtomicReference<>();

        assertThatThrownBy(() -> connection.transaction(session -> {
                    runs.incrementAndGet();
                    insert("with it");
                    try {
                        insert("there");
                    } catch (MongoWriteException twice) {
                        caught.set(twice);
                    }
                }))
                .isInstanceOf(MongoWriteException.class)
                .isSameAs(caught.get());

        assertThat(runs).hasValue(1);
        assertThat(there("with it")).isFalse();
        connection.transaction(session -> insert("later"));
        assertThat(there("later")).isTrue();
    }

    @Test
    void I6_another_connection_on_the_same_thread_has_no_part_in_it() {
        Connection second =
                registry().connection("second").open(options().appName("second").build());
        MongoCollection<Document> others = second.client().getDatabase("scope").getCollection("rows");
        undone(() -> {
            insert("mine");
            others.insertOne(new Document("_id", "other"));
            second.transaction(session -> others.insertOne(new Document("_id", "other's own")));
        });

        assertThat(there("mine")).isFalse();
        assertThat(there("other")).isTrue();
        assertThat(there("other's own")).isTrue();
    }

    @Test
    void I6_a_session_given_wins() {
        try (ClientSession own = connection.client().startSession()) {
            undone(() -> rows().insertOne(own, new Document("_id", "own session")));
        }
        connection.transaction(session -> {
            rows().insertOne(session, new Document("_id", "named"));
            assertThat(there("named")).isTrue();
        });

        assertThat(there("own session")).isTrue();
        assertThat(there("named")).isTrue();
    }

    @Test
    void I6_nested_calls_join() {
        undone(() -> {
            insert("outer");
            connection.transaction(inner -> {
                assertThat(there("outer")).isTrue();
                insert("inner");
                assertThat(connection.<ClientSession>inTransaction(deeper -> deeper))
                        .isSameAs(inner);
            });
        });
        assertThat(rows().countDocuments()).isZero();

        connection.transaction(session -> {
            insert("outer");
            connection.transaction(inner -> insert("inner"));
        });
        assertThat(rows().countDocuments()).isEqualTo(2);
    }

    @Test
    void I6_a_nested_call_that_throws_through_undoes_everything() {
        Throwable thrown = catchThrowable(() -> connection.transaction(session -> {
            insert("outer");
            connection.transaction(inner -> {
                throw new Undone();
            });
        }));

        assertThat(thrown).isInstanceOf(Undone.class);
        assertThat(there("outer")).isFalse();
    }

    @Test
    void I6_an_iterable_belongs_to_the_transaction_in_which_the_server_is_asked() {
        FindIterable<Document> madeOutside = rows().find();
        List<FindIterable<Document>> madeInside = new ArrayList<>();

        undone(() -> {
            insert("undone");
            assertThat(madeOutside.into(new ArrayList<>())).hasSize(1);
            madeInside.add(rows().find());
        });

        assertThat(madeInside.get(0).into(new ArrayList<>())).isEmpty();
        assertThat(madeOutside.first()).isNull();
    }

    @Test
    void I6_a_cursor_opened_outside_stays_outside() {
        for (int i = 0; i < 6; i++) {
            insert(i);
        }
        try (MongoCursor<Document> cursor = rows().find().batchSize(2).cursor()) {
            cursor.next();
            List<Document> rest = new ArrayList<>();
            undone(() -> {
                rows().deleteMany(new Document());
                cursor.forEachRemaining(rest::add);
            });

            assertThat(rest).hasSize(5);
        }
        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I6_gridfs_on_the_managed_database_takes_part() {
        GridFSBucket files = GridFSBuckets.create(database());
        upload(files, "before"); // makes the bucket's indexes, which no transaction may do
        undone(() -> {
            upload(files, "undone");
            assertThat(files.find(eq("filename", "undone")).first()).isNotNull();
        });
        connection.transaction(session -> upload(files, "done"));

        List<String> names = files.find().map(file -> file.getFilename()).into(new ArrayList<>());
        assertThat(names).containsExactlyInAnyOrder("before", "done");
        assertThat(database().getCollection("fs.chunks").countDocuments()).isEqualTo(2);
    }

    private static void upload(GridFSBucket files, String name) {
        files.uploadFromStream(name, new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8)));
    }
}
