package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ChangeStreamEndedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.ReplicaSetRequiredException;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.model.Model;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.ChangeStreamState;
import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** I7: what a supervised change stream delivers, how it stops, and where there is none. */
abstract class ChangeStreamContract extends StreamCase {
    @Test
    void I7_every_change_comes_once_in_order_and_G6_the_stream_is_counted_apart() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);

        insert(rows(connection), 0, 50);

        assertThat(received.await(50).keys()).isEqualTo(Received.numbers(0, 50));
        assertThat(stream.state()).isEqualTo(ChangeStreamState.OPEN);
        assertThat(stream.namespace()).isEqualTo(database() + ".rows");
        assertThat(connection.status().changeStreams()).isOne();
        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I7_a_connections_own_stream_sees_all_collections_of_its_database_and_no_other() {
        Connection connection = connected();
        Received received = new Received();
        keep(connection.watch(List.of(), received)).awaitOpen(PATIENCE);

        connection.client().getDatabase("elsewhere").getCollection("rows").insertOne(new Document());
        rows(connection).insertOne(new Document("_id", 1));
        connection.database().getCollection("others").insertOne(new Document("_id", 2));

        received.await(2);
        assertThat(received.events())
                .filteredOn(each -> each.getFullDocument() != null)
                .extracting(each -> each.getNamespace().getFullName())
                .containsExactly(database() + ".rows", database() + ".others");
    }

    /** What the watched model holds. */
    record Sighting(int id, String animal) {}

    @Test
    void I7_a_model_watches_its_collection_and_gets_mapped_documents() {
        Connection connection = connected();
        Model<Sighting> sightings = connection.model("Sighting", Sighting.class);
        Queue<Sighting> seen = new ConcurrentLinkedQueue<>();
        keep(sightings.watch(List.of(), event -> seen.add(event.getFullDocument())))
                .awaitOpen(PATIENCE);

        rows(connection).insertOne(new Document("_id", 1));
        sightings.create(new Sighting(7, "meerkat"));

        await().until(() -> !seen.isEmpty());
        assertThat(seen).containsExactly(new Sighting(7, "meerkat"));
    }

    @Test
    void I7_the_pipeline_chooses() {
        Connection connection = connected();
        Received received = new Received();
        List<Document> pipeline =
                List.of(new Document("$match", new Document("fullDocument._id", new Document("$gte", 5))));
        keep(connection.watch(rows(connection), pipeline, WatchOptions.defaults(), received))
                .awaitOpen(PATIENCE);

        insert(rows(connection), 0, 10);

        assertThat(received.await(5).keys()).isEqualTo(Received.numbers(5, 10));
    }

    @Test
    void I7_the_listener_is_called_on_a_daemon_of_its_own_and_a_closed_stream_has_none() {
        Connection connection = connected();
        AtomicReference<Thread> caller = new AtomicReference<>();
        ChangeStream stream = keep(connection.watch(
                        rows(connection),
                        List.of(),
                        WatchOptions.defaults(),
                        event -> caller.set(Thread.currentThread())))
                .awaitOpen(PATIENCE);
        rows(connection).insertOne(new Document());
        await().until(() -> caller.get() != null);

        assertThat(caller.get().getName()).startsWith("meerkat-default-watch-");
        assertThat(caller.get().isDaemon()).isTrue();
        stream.close();
        assertThat(stream.awaitEnd(PATIENCE)).isPresent();
        await().until(() -> !caller.get().isAlive());
    }

    @Test
    void I7_close_stops_delivery_and_is_told_to_nobody() {
        Connection connection = connected();
        Received received = new Received();
        AtomicInteger ends = new AtomicInteger();
        ChangeStream stream = watching(
                        connection,
                        WatchOptions.builder()
                                .onEnd(end -> ends.incrementAndGet())
                                .build(),
                        received)
                .awaitOpen(PATIENCE);
        insert(rows(connection), 0, 1);
        received.await(1);

        stream.close();
        stream.close();
        assertThat(stream.state()).isEqualTo(ChangeStreamState.ENDED);
        insert(rows(connection), 1, 3);
        StreamEnd end = stream.awaitEnd(PATIENCE).orElseThrow();

        assertThat(end.reason()).isEqualTo(StreamEnd.Reason.CLOSED);
        assertThat(end.lastToken()).isPresent();
        assertThat(received.keys()).isEqualTo(Received.numbers(0, 1));
        assertThat(ends).hasValue(0);
        assertThat(connection.status().changeStreams()).isZero();
        assertThat(catchThrowableOfType(ChangeStreamEndedException.class, () -> stream.awaitOpen(PATIENCE)))
                .hasMessageContaining(database() + ".rows");
    }

    @Test
    void I7_the_listener_may_close_its_stream_and_even_its_connection() {
        Connection connection = connected();
        AtomicReference<DrainReport> report = new AtomicReference<>();
        AtomicReference<ChangeStream> self = new AtomicReference<>();
        ChangeStream stream = keep(connection.watch(rows(connection), List.of(), WatchOptions.defaults(), event -> {
            report.set(connection.close());
            self.get().close();
        }));
        self.set(stream.awaitOpen(PATIENCE));

        rows(connection).insertOne(new Document());

        assertThat(stream.awaitEnd(PATIENCE)).isPresent();
        assertThat(report.get().forced()).isFalse();
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void I7_C1_a_drain_ends_streams_at_once_even_one_whose_listener_is_busy() {
        Connection connection = connected();
        Latch busy = keep(new Latch());
        AtomicInteger begun = new AtomicInteger();
        keep(connection.watch(rows(connection), List.of(), WatchOptions.defaults(), event -> {
                    begun.incrementAndGet();
                    busy.await(PATIENCE);
                }))
                .awaitOpen(PATIENCE);
        watching(connection, new Received());
        rows(connection).insertOne(new Document());
        await().until(() -> begun.get() == 1);

        long from = System.nanoTime();
        DrainReport report = connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(within(Duration.ofSeconds(1)));
        assertThat(report.forced()).isFalse();
        assertThat(connection.status().changeStreams()).isZero();
    }

    @Test
    void I7_a_slow_listener_slows_the_cursor_and_fills_no_memory() {
        needs(Capability.CHANGE_STREAMS);
        GetMores getMores = new GetMores();
        Connection connection = registry()
                .connection()
                .open(options()
                        .database(database())
                        .customize(settings -> settings.addCommandListener(getMores))
                        .build());
        Latch slow = keep(new Latch());
        Received received = new Received();
        ChangeStream stream = keep(connection.watch(
                        rows(connection),
                        List.of(),
                        WatchOptions.builder().batchSize(10).build(),
                        event -> {
                            received.accept(event);
                            slow.await(PATIENCE);
                        }))
                .awaitOpen(PATIENCE);
        insert(rows(connection), 0, 1);
        received.await(1);
        insert(rows(connection), 1, 200);

        int asked = getMores.count.get();
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true);
        assertThat(getMores.count).as("asked while the listener is busy").hasValue(asked);
        assertThat(received.events()).hasSize(1);
        assertThat(stream.state()).isEqualTo(ChangeStreamState.OPEN);
        slow.open();
        assertThat(received.await(200).keys()).isEqualTo(Received.numbers(0, 200));
        assertThat(getMores.count.get()).as("asked by the end").isGreaterThanOrEqualTo(asked + 19);
    }

    /** Counts what the server is asked for the next batch. */
    private static final class GetMores implements CommandListener {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public void commandFailed(CommandFailedEvent event) {
            if (event.getCommandName().equals("getMore")) {
                failed.incrementAndGet();
            }
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("getMore")) {
                count.incrementAndGet();
            }
        }
    }

    @Test
    void I7_tokens_come_after_the_listener_has_returned_and_a_later_stream_goes_on_after_one() {
        Connection connection = connected();
        Received received = new Received();
        Queue<BsonDocument> tokens = new ConcurrentLinkedQueue<>();
        AtomicInteger early = new AtomicInteger();
        WatchOptions keeping = WatchOptions.builder()
                .onToken(token -> {
                    tokens.add(token);
                    early.addAndGet(tokens.size() == received.events().size() ? 0 : 1);
                })
                .build();
        ChangeStream first = watching(connection, keeping, received).awaitOpen(PATIENCE);
        insert(rows(connection), 0, 5);
        received.await(5);
        await().until(() -> tokens.size() == 5);
        first.close();
        BsonDocument third = List.copyOf(tokens).get(2);
        insert(rows(connection), 5, 8);

        Received rest = new Received();
        watching(connection, WatchOptions.builder().resumeAfter(third).build(), rest);

        assertThat(rest.await(5).keys()).isEqualTo(Received.numbers(3, 8));
        assertThat(early).hasValue(0);
        assertThat(received.events()).extracting(each -> each.getResumeToken()).containsExactlyElementsOf(tokens);
        assertThat(first.lastToken()).isEqualTo(first.end().orElseThrow().lastToken());
    }

    @Test
    void I7_a_stream_may_begin_in_the_past() {
        Connection connection = connected();
        Received received = new Received();
        watching(connection, received);
        insert(rows(connection), 0, 3);
        received.await(3);

        Received again = new Received();
        watching(
                connection,
                WatchOptions.builder()
                        .startAtOperationTime(received.events().get(1).getClusterTime())
                        .build(),
                again);

        assertThat(again.await(2).keys()).endsWith(Received.numbers(1, 3).toArray(new BsonValue[0]));
    }

    @Test
    void I7_a_quiet_stream_does_not_break_at_a_time_limit_shorter_than_the_servers_own_wait() {
        needs(Capability.CHANGE_STREAMS);
        GetMores getMores = new GetMores();
        Connection connection = registry()
                .connection()
                .open(options()
                        .database(database())
                        .operationTimeout(Duration.ofMillis(400))
                        .customize(settings -> settings.addCommandListener(getMores))
                        .build());
        Received received = new Received();
        watching(connection, received);

        await().until(() -> getMores.count.get() >= 6);
        insert(raw().getCollection("rows"), 0, 3);

        assertThat(received.await(3).keys()).isEqualTo(Received.numbers(0, 3));
        assertThat(getMores.failed).as("questions that failed").hasValue(0);
    }

    @Test
    void I7_options_the_driver_refuses_end_the_stream_and_say_so() {
        Connection connection = connected();
        ChangeStream stream = keep(connection.watch(
                rows(connection).withTimeout(1, TimeUnit.SECONDS),
                List.of(),
                WatchOptions.builder().maxAwaitTime(Duration.ofSeconds(2)).build(),
                new Received()));

        StreamEnd end = stream.awaitEnd(PATIENCE).orElseThrow();

        assertThat(end.reason()).isEqualTo(StreamEnd.Reason.REFUSED);
    }

    @Test
    void I7_a_connection_that_is_not_open_yet_is_waited_for() {
        needs(Capability.CHANGE_STREAMS);
        Connection connection = registry().connection("later");
        registry()
                .createConnection("later", options().database(database()).build())
                .close();
        Received received = new Received();
        ChangeStream stream = keep(connection.watch(rows(connection), List.of(), WatchOptions.defaults(), received));

        assertThat(stream.state()).isEqualTo(ChangeStreamState.WAITING);
        assertThat(catchThrowableOfType(
                                ConnectionUnavailableException.class, () -> stream.awaitOpen(Duration.ofMillis(50)))
                        .problemCode())
                .isEqualTo(Problem.AWAIT_TIMEOUT.code());
        connection.open();
        stream.awaitOpen(PATIENCE);
        insert(rows(connection), 0, 1);

        assertThat(received.await(1).keys()).isEqualTo(Received.numbers(0, 1));
    }

    @Test
    void I7_a_collection_of_somebody_else_is_refused() {
        Connection connection = opened();
        MongoClient raw = keep(MongoClients.create(server().uri()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.watch(
                        raw.getDatabase("streams").getCollection("rows"),
                        List.of(),
                        WatchOptions.defaults(),
                        event -> {}))
                .withMessageContaining("connection default");
    }

    @Test
    void I7_on_a_standalone_one_error_says_that_a_replica_set_is_needed() {
        Connection connection = registry().createConnection("alone", standalone());
        connection.awaitConnected(Duration.ofSeconds(10));

        ReplicaSetRequiredException refused =
                catchThrowableOfType(ReplicaSetRequiredException.class, () -> connection.watch(List.of(), event -> {}));

        assertThat(refused.problemCode()).isEqualTo(Problem.REPLICA_SET_REQUIRED.code());
        assertThat(refused).hasMessageContaining("replica set").hasMessageContaining("connection=alone");
    }

    @Test
    void I7_a_stream_that_waited_for_what_turns_out_to_be_a_standalone_ends_with_the_same_cause() {
        String uri = standalone();
        Connection connection = registry().connection("alone");
        registry().createConnection("alone", uri).close();
        AtomicReference<StreamEnd> told = new AtomicReference<>();
        ChangeStream stream = keep(connection.watch(
                List.of(), WatchOptions.builder().onEnd(told::set).build(), event -> {}));

        connection.open();
        StreamEnd end = stream.awaitEnd(PATIENCE).orElseThrow();

        assertThat(end.reason()).isEqualTo(StreamEnd.Reason.REFUSED);
        assertThat(end.diagnosis().orElseThrow().problem()).isEqualTo(Problem.REPLICA_SET_REQUIRED);
        assertThat(told.get()).isEqualTo(end);
    }

    private String standalone() {
        if (!kind().capabilities().contains(Capability.REPLICA_SET)) {
            return server().uri();
        }
        return keep(ExternalServer.builder().standalone().start()).uri();
    }
}
