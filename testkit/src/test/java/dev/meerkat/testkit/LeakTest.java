package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test that leaks fails and says what leaked; one that does not passes. Each nested class is such a test, run by JUnit. */
final class LeakTest {
    private static final Deque<AutoCloseable> LEFT = new ArrayDeque<>();

    private static <T extends AutoCloseable> T left(T resource) {
        LEFT.push(resource);
        return resource;
    }

    private static Thread left(Thread thread, CountDownLatch end) {
        LEFT.push(() -> {
            end.countDown();
            thread.join();
        });
        return thread;
    }

    private static MongoCollection<Document> filled(MongoClient client) {
        MongoCollection<Document> collection = client.getDatabase("shop").getCollection("orders");
        collection.insertMany(
                IntStream.range(0, 10).mapToObj(n -> new Document("_id", n)).toList());
        return collection;
    }

    @AfterEach
    void closeWhatWasLeft() throws Exception {
        while (!LEFT.isEmpty()) {
            LEFT.pop().close();
        }
    }

    @Test
    void a_test_that_closes_what_it_opened_passes() {
        Run.of(Clean.class).passed();
    }

    @MeerkatTest
    static final class Clean {
        @Test
        void test(@Uri String uri, ScriptedReplicaSet set, MongoClient given, LabServer server) throws Exception {
            filled(given);
            try (MongoClient own = MongoClients.create(uri);
                    MongoCursor<Document> cursor =
                            filledAlready(own).find().batchSize(2).cursor();
                    ClientSession session = given.startSession()) {
                cursor.next();
                given.getDatabase("shop").getCollection("orders").countDocuments(session);
            }
            given.getDatabase("shop")
                    .getCollection("orders")
                    .find()
                    .batchSize(2)
                    .forEach(document -> {});
            ExecutorService executor = Executors.newFixedThreadPool(2);
            executor.submit(set::stepDown).get();
            executor.shutdown();
            new Socket(server.host(), server.port()).close();
        }

        private static MongoCollection<Document> filledAlready(MongoClient client) {
            return client.getDatabase("shop").getCollection("orders");
        }
    }

    @Test
    void threads_of_an_executor_that_nobody_shut_down_are_named_with_their_stacks() {
        assertThat(Run.of(LeavesExecutor.class).failure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TESTKIT_LEAK")
                .hasMessageContaining("test=test()")
                .hasMessageMatching("(?s).*THREADS: thread pool-\\d+-thread-1 \\(WAITING\\)\n      at .*");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesExecutor {
        @Test
        void test() throws Exception {
            ExecutorService executor = Executors.newFixedThreadPool(1);
            LEFT.push(executor::shutdownNow);
            executor.submit(() -> {}).get();
        }
    }

    @Test
    void the_threads_on_which_junit_runs_other_tests_in_parallel_are_nobodys() {
        Run.of(MeetsAnother.class).passed();
    }

    /** Ends while JUnit's worker is in another test. */
    @MeerkatTest(patience = "500ms", ignoredThreads = "another-run")
    static final class MeetsAnother {
        @Test
        void test() throws Exception {
            CountDownLatch end = new CountDownLatch(1);
            Another.meeting = new Another.Meeting(new CountDownLatch(1), end);
            Thread run = new Thread(
                    () -> EngineTestKit.engine("junit-jupiter")
                            .selectors(selectClass(Another.class))
                            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                            .execute(),
                    "another-run");
            left(run, end).start();
            Another.meeting.begun().await();
            assertThat(Another.worker.getClass().getName()).startsWith("org.junit.");
        }
    }

    static final class Another {
        private static volatile Meeting meeting = new Meeting(new CountDownLatch(0), new CountDownLatch(0));
        private static volatile Thread worker = Thread.currentThread();

        private record Meeting(CountDownLatch begun, CountDownLatch end) {}

        @Test
        void test() throws Exception {
            worker = Thread.currentThread();
            meeting.begun().countDown();
            meeting.end().await();
        }
    }

    @Test
    void a_client_that_nobody_closed_is_told_by_its_threads_and_its_sockets() {
        assertThat(Run.of(LeavesClient.class).failure())
                .hasMessageContaining("THREADS: thread cluster-")
                .hasMessageContaining("the-culprit")
                .hasMessageMatching("(?s).*SOCKETS: socket.* to 127.0.0.1:\\d+ .*");
    }

    @MeerkatTest(patience = "500ms", uriOptions = "appName=the-culprit")
    static final class LeavesClient {
        @Test
        void test(@Uri String uri, ScriptedReplicaSet set) {
            filled(left(MongoClients.create(uri)));
        }
    }

    @Test
    void a_socket_that_no_client_owns_is_a_leak_too() {
        assertThat(Run.of(LeavesSocket.class).failure())
                .hasMessageContaining("SOCKETS: socket")
                .hasMessageNotContainingAny("THREADS", "CURSORS", "SESSIONS");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesSocket {
        @Test
        void test(LabServer server) throws IOException {
            left(new Socket(server.host(), server.port()));
        }
    }

    @Test
    void a_cursor_of_the_injected_client_is_told_with_the_line_that_opened_it() {
        assertThat(Run.of(LeavesCursor.class).failure())
                .hasMessageMatching("(?s).*CURSORS: cursor on shop.orders, opened\n"
                        + "      at [^\n]*LeakTest\\$LeavesCursor.test\\(LeakTest.java:\\d+\\).*");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesCursor {
        @Test
        void test(MongoClient client) {
            filled(client).find().batchSize(2).cursor().next();
        }
    }

    @Test
    void a_cursor_of_a_watched_client_is_told_although_the_client_is_the_tests_own() {
        assertThat(Run.of(LeavesCursorOfItsOwn.class).failure())
                .hasMessageContaining("CURSORS: cursor on shop.orders")
                .hasMessageContaining("LeavesCursorOfItsOwn");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesCursorOfItsOwn {
        @Test
        void test(@Uri String uri, ClientWatch watch) {
            MongoClientSettings.Builder settings =
                    MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
            watch.accept(settings);
            filled(left(MongoClients.create(settings.build())))
                    .find()
                    .batchSize(2)
                    .cursor()
                    .next();
        }
    }

    @Test
    void a_session_that_nobody_closed_is_told_with_the_line_that_started_it() {
        assertThat(Run.of(LeavesSession.class).failure())
                .hasMessageMatching("(?s).*SESSIONS: session, started\n"
                        + "      at [^\n]*LeakTest\\$LeavesSession.test\\(LeakTest.java:\\d+\\).*");
    }

    @MeerkatTest(patience = "500ms")
    static final class LeavesSession {
        @Test
        void test(ScriptedReplicaSet set, MongoClient client) {
            filled(client).countDocuments(client.startSession());
        }
    }

    @Test
    void what_may_leak_by_the_annotation_fails_nobody() {
        Run.of(MayLeak.class).passed();
    }

    static final class MayLeak {
        @Test
        @MeerkatTest(mayLeak = {Leak.THREADS, Leak.SOCKETS})
        void client(@Uri String uri) {
            filled(left(MongoClients.create(uri)));
        }

        @Test
        @MeerkatTest(mayLeak = {Leak.CURSORS, Leak.SESSIONS})
        void cursor(ScriptedReplicaSet set, MongoClient client) {
            filled(client).find(client.startSession()).batchSize(2).cursor().next();
        }

        @Test
        @MeerkatTest(ignoredThreads = "the-.*-one")
        void thread() {
            CountDownLatch end = new CountDownLatch(1);
            left(new Thread(() -> awaitQuietly(end), "the-known-one"), end).start();
        }
    }

    @Test
    void a_thread_that_only_takes_its_time_to_end_is_no_leak() {
        Run.of(EndsLate.class).passed();
    }

    @MeerkatTest
    static final class EndsLate {
        @Test
        void test() {
            new Thread(() -> LockSupport.parkNanos(Duration.ofMillis(300).toNanos()), "ends-late").start();
        }
    }

    @Test
    void a_test_that_failed_is_not_told_of_its_leaks_as_well() {
        Throwable failure = Run.of(FailsAnyway.class).failure();

        assertThat(failure).hasMessage("its own");
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @MeerkatTest
    static final class FailsAnyway {
        @Test
        void test(@Uri String uri) {
            filled(left(MongoClients.create(uri)));
            throw new AssertionError("its own");
        }
    }

    @Test
    void a_leak_is_the_tests_that_left_it_and_not_the_next_ones() {
        Run run = Run.of(OneOfTwo.class);

        assertThat(run.failure()).hasMessageContaining("test=first()");
        assertThat(run.results().testEvents().succeeded().count()).isEqualTo(1);
    }

    @MeerkatTest(patience = "500ms")
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class OneOfTwo {
        @Test
        @Order(1)
        void first() {
            CountDownLatch end = new CountDownLatch(1);
            left(new Thread(() -> awaitQuietly(end), "left-by-the-first"), end).start();
        }

        @Test
        @Order(2)
        void second() {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("left-by-the-first");
        }
    }

    @Test
    void a_client_from_before_the_test_may_grow_in_it() {
        Run.of(ClientOfTheClass.class).passed();
    }

    @MeerkatTest
    static final class ClientOfTheClass {
        private static MongoClient client;

        @BeforeAll
        static void open(@Uri String uri) {
            client = MongoClients.create(uri);
        }

        @AfterAll
        static void close() {
            client.close();
        }

        @Test
        void test() {
            filled(client);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
