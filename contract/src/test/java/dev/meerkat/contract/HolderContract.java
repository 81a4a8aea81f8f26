package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.event.CheckoutTimedOut;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.stats.CutWork;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** H4: who holds the pool when a caller waited for a connection in vain; a silent network keeps the holder holding. */
abstract class HolderContract extends ContractCase {
    private FaultProxy proxy;
    private EventRecorder recorder;
    private Connection connection;

    @BeforeEach
    void open() {
        proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        recorder = recorded();
        connection = recorder.connection()
                .open(options()
                        .uri(proxy.uri() + "&retryReads=false&retryWrites=false")
                        .maxPoolSize(1)
                        .waitQueueTimeout(Duration.ofMillis(500))
                        .closeGrace(Duration.ZERO)
                        .build());
        rows().deleteMany(new Document());
        rows().insertMany(IntStream.range(0, 10)
                .mapToObj(i -> new Document("_id", i))
                .toList());
    }

    private MongoCollection<Document> rows() {
        return connection.client().getDatabase("holders").getCollection("rows");
    }

    /** Lets {@code work} hold the only connection from now on. */
    private void hold(String thread, Runnable work) {
        proxy.blackHole();
        Work.begin(thread, work);
        Work.awaitPoolInUse(connection, 1);
    }

    private MongoTimeoutException inVain() {
        return catchThrowableOfType(MongoTimeoutException.class, () -> rows().countDocuments());
    }

    private void assertHeldBy(String operation, String thread) {
        CheckoutTimedOut told = recorder.awaits(CheckoutTimedOut.class);
        assertThat(told.holders()).singleElement().satisfies(held -> {
            assertThat(held.operation()).isEqualTo(operation);
            assertThat(held.namespace()).isEqualTo("holders.rows");
            assertThat(held.thread()).isEqualTo(thread);
            assertThat(held.age()).isPositive();
        });
    }

    @Test
    void H4_an_operation_that_runs_holds_the_pool_and_those_who_wait_beside_it_do_not() {
        hold("pool-holder", () -> rows().find().first());
        Work<Long> other = Work.begin("also-waiting", () -> rows().countDocuments());
        MongoTimeoutException told = inVain();

        assertThat(told)
                .hasMessageContaining("Held by find on holders.rows for ")
                .hasMessageContaining("in thread pool-holder. Fix:");
        assertThat(other.failure()).hasMessageContaining("in thread pool-holder. Fix:");
        assertHeldBy("find", "pool-holder");
        assertHeldBy("find", "pool-holder");
    }

    @Test
    void H4_a_cursor_that_asks_for_more_holds_the_pool_and_an_open_one_at_rest_does_not() {
        try (MongoCursor<Document> atRest = rows().find().batchSize(2).cursor()) {
            CountDownLatch opened = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Work.begin("reader", () -> {
                MongoCursor<Document> cursor = rows().find().batchSize(2).cursor();
                opened.countDown();
                await(go);
                cursor.forEachRemaining(row -> {});
            });
            await(opened);
            proxy.blackHole();
            go.countDown();
            Work.awaitPoolInUse(connection, 1);

            assertThat(inVain()).isNotNull();
            assertHeldBy("find", "reader");
            assertThat(atRest).isNotNull();
            proxy.pass();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void H4_an_operation_in_a_transaction_holds_the_pool_for_itself() {
        needs(Capability.TRANSACTIONS);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Work.begin("in-transaction", () -> {
            try (ClientSession session = connection.client().startSession()) {
                session.startTransaction();
                begun.countDown();
                await(go);
                rows().insertOne(session, new Document());
            }
        });
        await(begun);
        proxy.blackHole();
        go.countDown();
        Work.awaitPoolInUse(connection, 1);

        assertThat(inVain()).isNotNull();
        assertHeldBy("insertOne", "in-transaction");
        proxy.pass();
    }

    @Test
    void H4_a_caller_with_a_time_limit_of_its_own_is_told_who_holds_the_pool_too() {
        hold("pool-holder", () -> rows().find().first());
        // Drivers before 5.6 wait for a connection as long as waitQueueTimeout all the same, and tell the
        // MongoTimeoutException that this one is.
        MongoTimeoutException told = catchThrowableOfType(
                MongoTimeoutException.class,
                () -> rows().withTimeout(300, TimeUnit.MILLISECONDS).countDocuments());

        assertThat(told).hasMessageContaining("in thread pool-holder. Fix:");
        assertThat(told.getCause()).hasSameClassAs(told);
        assertHeldBy("find", "pool-holder");
    }

    @Test
    void H4_a_connection_that_meerkat_itself_uses_is_held_by_its_thread() {
        proxy.blackHole();
        Work.begin("pinging", () -> connection.ping(Duration.ofSeconds(20)));
        Work.awaitPoolInUse(connection, 1);

        assertThat(inVain()).hasMessageContaining("in thread meerkat-default-ping. Fix:");
        assertThat(recorder.awaits(CheckoutTimedOut.class).holders())
                .extracting(CutWork::thread)
                .containsExactly("meerkat-default-ping");
    }
}
