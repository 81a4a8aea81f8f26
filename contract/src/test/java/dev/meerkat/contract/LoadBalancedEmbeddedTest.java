package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.OnEmbedded;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.CommandScript;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S1, S4, S5 behind a load balancer, where the driver has no monitors: what operations and Meerkat's pings meet is all the evidence. */
final class LoadBalancedEmbeddedTest extends ContractCase implements OnEmbedded {
    private Balancer balancer;
    private ScriptedListener listener;

    /** A server behind a load balancer. New connections may be cut in their greeting: all of them, or so many. */
    private static final class Balancer implements CommandScript {
        private final AtomicInteger cuts = new AtomicInteger();
        private final AtomicInteger cut = new AtomicInteger();
        private final AtomicInteger pings = new AtomicInteger();
        private final CommandScript house = HelloScript.mongos()
                .with("serviceId", new BsonObjectId(new ObjectId()))
                .on("insert", Answer.reply(BsonDocument.parse("{ok: 1, n: 1}")))
                .on("find", Answer.error(2, "no such thing"))
                .on(
                        "listCollections",
                        Answer.reply(BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}")));

        @Override
        public Answer answer(String address, BsonDocument command) {
            String name = command.getFirstKey();
            if (name.equals("ping")) {
                pings.incrementAndGet();
            }
            if ((name.equals("hello") || name.equalsIgnoreCase("ismaster")) && cuts.getAndUpdate(Balancer::less) > 0) {
                cut.incrementAndGet();
                return Answer.hangUp();
            }
            return house.answer(address, command);
        }

        private static int less(int left) {
            return Math.max(0, left - 1);
        }

        /** So many new connections will not come about. */
        void cuts(int number) {
            cut.set(0);
            cuts.set(number);
        }
    }

    @BeforeEach
    void listen() {
        balancer = new Balancer();
        listener = keep(ScriptedListener.mongo(balancer));
    }

    @Override
    protected ConnectionOptions.Builder options() {
        return super.options().uri(listener.uri() + "?loadBalanced=true&retryReads=false&retryWrites=false");
    }

    private EventRecorder open() {
        EventRecorder recorder = recorded();
        recorder.connection().open(options().build());
        recorder.forget();
        return recorder;
    }

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.database().getCollection("orders");
    }

    /** Cuts all that are connected, and so many new ones; one operation finds out. */
    private void fail(EventRecorder recorder, int cuts) {
        balancer.cuts(cuts);
        listener.resetAll();
        assertThat(catchThrowableOfType(
                        MongoException.class,
                        () -> orders(recorder.connection()).insertOne(new Document())))
                .isNotNull();
    }

    @Test
    void S1_an_open_behind_a_load_balancer_pings_and_its_client_has_no_monitor() {
        EventRecorder recorder = recorded();
        recorder.connection().open(options().build());

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(balancer.pings).hasValue(1);
        assertThat(recorder.connection().status().topology()).isEqualTo("LOAD_BALANCED");
        assertThat(recorder.connection().status().writable()).isTrue();
    }

    @Test
    void S3_a_load_balancer_that_lets_nobody_through_is_told_when_the_attempt_ends() {
        balancer.cuts(Integer.MAX_VALUE);
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = catchThrowableOfType(
                ConnectFailedException.class,
                () -> recorder.connection()
                        .open(options()
                                .serverSelectionTimeout(Duration.ofSeconds(1))
                                .retry(RetryPolicy.none())
                                .build()));

        assertThat(thrown.problemCode()).isEqualTo("MK-CLOSED-AT-ONCE");
        recorder.assertSequence("Connecting", "Disconnected", "Failed");
    }

    @Test
    void S4_three_operations_or_pings_in_a_row_that_fail_to_connect_are_an_outage_and_S5_a_ping_ends_it() {
        EventRecorder recorder = open();
        fail(recorder, Integer.MAX_VALUE);
        Disconnected lost = recorder.awaits(Disconnected.class);

        assertThat(balancer.cut).hasValueGreaterThanOrEqualTo(3);
        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis().orElseThrow().code()).isEqualTo("MK-CLOSED-AT-ONCE");
        assertThat(recorder.connection().status().writable()).isFalse();
        assertThat(recorder.connection().status().readable()).isFalse();
        Work<Boolean> write = Work.begin("writer", () -> {
            orders(recorder.connection()).insertOne(new Document());
        });
        Work<Document> read = Work.begin(
                "reader",
                () -> orders(recorder.connection())
                        .withReadPreference(ReadPreference.secondaryPreferred())
                        .find()
                        .first());
        Work.awaitWaiting(recorder.connection(), 2);

        balancer.cuts(0);
        long listening = System.nanoTime();
        Connected back = recorder.awaits(Connected.class);
        recorder.awaits(Opened.class);
        assertThat(Duration.ofNanos(back.nanos() - listening)).isLessThan(within(Duration.ofSeconds(1)));
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        write.value();
        assertThat(read.failure()).hasMessageContaining("no such thing");
    }

    @Test
    void S4_two_failures_to_connect_before_a_ping_succeeds_are_no_outage() {
        EventRecorder recorder = open();
        fail(recorder, 2);

        // Meerkat's own pings, half a second apart, meet the failures and the success.
        await().until(() ->
                balancer.cut.get() == 2 && recorder.connection().status().writable());
        recorder.assertQuiet(Duration.ofMillis(300));
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        orders(recorder.connection()).insertOne(new Document());
        recorder.assertSequence();
    }

    @Test
    void S4_a_server_s_errors_are_answers_and_no_outage() {
        EventRecorder recorder = open();
        for (int times = 0; times < 4; times++) {
            assertThat(catchThrowableOfType(
                            MongoException.class,
                            () -> orders(recorder.connection()).find().first()))
                    .isNotNull();
        }

        assertThat(recorder.connection().status().writable()).isTrue();
        assertThat(balancer.pings).hasValue(1);
        recorder.assertSequence();
    }
}
