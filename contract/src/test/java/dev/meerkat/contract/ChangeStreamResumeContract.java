package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.ListenerFailed;
import dev.meerkat.event.Reconnected;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.ChangeStreamState;
import dev.meerkat.watch.ListenerFailurePolicy;
import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.StreamEnd.Reason;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I7: a change stream goes on where it was, or tells why it cannot. */
abstract class ChangeStreamResumeContract extends StreamCase {
    private static StreamEnd ended(ChangeStream stream) {
        return stream.awaitEnd(PATIENCE).orElseThrow();
    }

    @Test
    void I7_a_stream_goes_on_after_a_kill_and_a_restart() {
        Connection connection = connected();
        EventRecorder recorder = EventRecorder.of(connection);
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        insert(rows(connection), 0, 10);
        received.await(10);

        server().kill();
        recorder.awaits(Disconnected.class);
        server().restart();
        insert(raw().getCollection("rows"), 10, 20);
        recorder.awaits(Reconnected.class);
        insert(rows(connection), 20, 30);

        assertThat(received.await(30).keys()).isEqualTo(Received.numbers(0, 30));
        assertThat(stream.state()).isEqualTo(ChangeStreamState.OPEN);
    }

    @Test
    void I7_during_an_outage_a_stream_waits_and_says_so() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);

        server().kill();
        await().until(() -> connection.state() == ConnectionState.INTERRUPTED);
        assertThat(stream.state()).isEqualTo(ChangeStreamState.WAITING);
        server().restart();

        await().until(() -> stream.state() == ChangeStreamState.OPEN);
        insert(rows(connection), 0, 1);
        received.await(1);
    }

    @Test
    void I7_what_changes_while_the_connection_is_closed_comes_after_the_reopen_and_meanwhile_there_is_no_thread() {
        Leaks leaks = Leaks.before(server());
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        insert(rows(connection), 0, 3);
        received.await(3);

        connection.close();
        assertThat(stream.state()).isEqualTo(ChangeStreamState.WAITING);
        // What its last question was, the server may still have to answer: it waits a second for a change.
        leaks.awaitNone(Duration.ofSeconds(3));
        insert(raw().getCollection("rows"), 3, 6);
        connection.open();
        insert(rows(connection), 6, 9);

        assertThat(received.await(9).keys()).isEqualTo(Received.numbers(0, 9));
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void I7_nothing_is_lost_between_the_open_and_the_first_event() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);

        connection.close();
        insert(raw().getCollection("rows"), 0, 3);
        connection.open();
        stream.awaitOpen(PATIENCE);
        insert(rows(connection), 3, 5);

        assertThat(received.await(5).keys()).isEqualTo(Received.numbers(0, 5));
    }

    @Test
    void I7_a_failure_the_server_calls_resumable_is_no_end() {
        needsStreams();
        // Polling: an answer that makes the driver look at its server again sets secantusd-rs's streamed checks out of
        // step.
        Connection connection = registry()
                .connection()
                .open(options()
                        .uri(server().uri("serverMonitoringMode=poll"))
                        .database(database())
                        .appName("streams")
                        .build());
        Received received = new Received();
        watching(connection, received);
        for (int code : List.of(43, 91, 262)) {
            failOnce("getMore", code, "ResumableChangeStreamError");
            insert(rows(connection), 10 * code, 10 * code + 3);
        }

        received.await(9);
        assertThat(received.events()).hasSize(9).doesNotHaveDuplicates();
    }

    private void failOnce(String command, int code, String... labels) {
        server().command(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append(
                        "data",
                        new Document("failCommands", List.of(command))
                                .append("appName", "streams")
                                .append("errorCode", code)
                                .append("errorLabels", List.of(labels))));
    }

    @Test
    void I7_a_lost_history_ends_the_stream_with_its_cause() {
        Connection connection = connected();
        CompletableFuture<StreamEnd> told = new CompletableFuture<>();
        ChangeStream stream = watching(
                        connection, WatchOptions.builder().onEnd(told::complete).build(), new Received())
                .awaitOpen(PATIENCE);

        failOnce("getMore", 286, "NonResumableChangeStreamError");
        StreamEnd end = ended(stream);

        assertThat(end.reason()).isEqualTo(Reason.HISTORY_LOST);
        assertThat(end.diagnosis().orElseThrow().problem()).isEqualTo(Problem.STREAM_HISTORY_LOST);
        assertThat(told).isCompletedWithValue(end);
        assertThat(stream.state()).isEqualTo(ChangeStreamState.ENDED);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(connection.status().changeStreams()).isZero();
    }

    @Test
    void I7_what_the_server_will_not_have_ends_the_stream_at_once() {
        Connection connection = connected();
        ChangeStream stream = keep(connection.watch(
                rows(connection),
                List.of(new Document("$nonsense", new Document())),
                WatchOptions.defaults(),
                new Received()));

        StreamEnd end = ended(stream);

        assertThat(end.reason()).isEqualTo(Reason.REFUSED);
        assertThat(end.diagnosis().orElseThrow().cause()).isPresent();
    }

    @Test
    void I7_a_dropped_collection_ends_the_stream_after_the_listener_was_told_and_startAfter_goes_on() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        insert(rows(connection), 0, 1);
        rows(connection).drop();

        StreamEnd end = ended(stream);
        assertThat(end.reason()).isEqualTo(Reason.INVALIDATED);
        assertThat(end.diagnosis().orElseThrow().problem()).isEqualTo(Problem.STREAM_INVALIDATED);
        assertThat(received.types()).startsWith("insert").endsWith("invalidate");

        insert(rows(connection), 1, 2);
        Received rest = new Received();
        watching(
                        connection,
                        WatchOptions.builder()
                                .startAfter(end.lastToken().orElseThrow())
                                .build(),
                        rest)
                .awaitOpen(PATIENCE);
        assertThat(rest.await(1).keys()).isEqualTo(Received.numbers(1, 2));
    }

    @Test
    void I7_the_removal_of_the_connection_ends_its_streams_open_or_waiting() {
        Connection connection = connected();
        ChangeStream open = watching(connection, new Received());
        connection.close();
        CompletableFuture<StreamEnd> told = new CompletableFuture<>();
        ChangeStream waiting = watching(
                connection, WatchOptions.builder().onEnd(told::complete).build(), new Received());

        registry().remove("default");

        assertThat(ended(open).reason()).isEqualTo(Reason.CONNECTION_REMOVED);
        assertThat(ended(waiting).reason()).isEqualTo(Reason.CONNECTION_REMOVED);
        assertThat(told).succeedsWithin(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(ended(watching(connection, WatchOptions.defaults(), new Received()))
                        .diagnosis()
                        .orElseThrow()
                        .problem())
                .isEqualTo(Problem.CONNECTION_REMOVED);
    }

    /** Throws at the event about document 1 as often as told. */
    private static Consumer<ChangeStreamDocument<Document>> failing(Received received, int times) {
        return failing(received, 1, times);
    }

    private static Consumer<ChangeStreamDocument<Document>> failing(Received received, int at, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return event -> {
            boolean reached =
                    Received.numbers(at, at + 1).contains(event.getDocumentKey().get("_id"));
            if (reached && left.getAndDecrement() > 0) {
                throw new IllegalStateException("cannot do " + at);
            }
            received.accept(event);
        };
    }

    private ChangeStream watching(
            Connection connection, ListenerFailurePolicy policy, Consumer<ChangeStreamDocument<Document>> listener) {
        WatchOptions options = WatchOptions.builder().onListenerFailure(policy).build();
        return keep(connection.watch(rows(connection), List.of(), options, listener))
                .awaitOpen(PATIENCE);
    }

    @ParameterizedTest(name = "at event {0}")
    @ValueSource(ints = {0, 1})
    void I7_a_listener_that_throws_stops_the_stream_before_that_event_and_nothing_is_lost(int at) {
        Connection connection = connected();
        EventRecorder recorder = EventRecorder.of(connection);
        Received received = new Received();
        ChangeStream stream = watching(connection, ListenerFailurePolicy.STOP, failing(received, at, 1));
        insert(rows(connection), 0, 3);

        StreamEnd end = ended(stream);
        assertThat(end.reason()).isEqualTo(Reason.LISTENER_FAILED);
        assertThat(end.diagnosis().orElseThrow().cause()).containsInstanceOf(IllegalStateException.class);
        ListenerFailed told = recorder.awaits(ListenerFailed.class);
        assertThat(told.failure()).hasMessage("cannot do " + at);
        assertThat(told.eventName()).isEqualTo("ChangeStreamDocument");

        watching(connection, WatchOptions.builder().continueAfter(end).build(), received);
        assertThat(received.await(3).keys()).isEqualTo(Received.numbers(0, 3));
    }

    @Test
    void I7_a_listener_that_throws_may_be_passed_over() {
        Connection connection = connected();
        Received received = new Received();
        watching(connection, ListenerFailurePolicy.SKIP, failing(received, 1));
        insert(rows(connection), 0, 4);

        received.await(3);
        assertThat(received.keys())
                .doesNotContain(Received.numbers(1, 2).get(0))
                .hasSize(3);
    }

    @Test
    void I7_a_listener_that_throws_may_be_given_the_same_event_again() {
        needsStreams();
        Connection connection = registry()
                .connection()
                .open(options()
                        .database(database())
                        .retry(RetryPolicy.fixed(Duration.ofMillis(20)))
                        .build());
        EventRecorder recorder = EventRecorder.of(connection);
        Received received = new Received();
        watching(connection, ListenerFailurePolicy.RETRY, failing(received, 3));
        insert(rows(connection), 0, 4);

        assertThat(received.await(4).keys()).isEqualTo(Received.numbers(0, 4));
        assertThat(recorder.events(ListenerFailed.class)).hasSize(3);
    }

    @Test
    void I7_an_event_that_is_being_tried_again_when_the_connection_closes_comes_after_the_reopen() {
        Connection connection = connected();
        EventRecorder recorder = EventRecorder.of(connection);
        Received received = new Received();
        ChangeStream stream = watching(connection, ListenerFailurePolicy.RETRY, failing(received, 1));
        insert(rows(connection), 0, 3);
        recorder.awaits(ListenerFailed.class); // half a second before it is tried again

        connection.close();
        assertThat(received.events()).hasSize(1);
        connection.open();

        assertThat(received.await(3).keys()).isEqualTo(Received.numbers(0, 3));
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void I7_a_token_callback_that_throws_is_told_and_harms_nobody() {
        Connection connection = connected();
        EventRecorder recorder = EventRecorder.of(connection);
        Received received = new Received();
        WatchOptions options = WatchOptions.builder()
                .onToken(token -> {
                    throw new IllegalStateException("cannot store");
                })
                .build();
        watching(connection, options, received).awaitOpen(PATIENCE);
        insert(rows(connection), 0, 3);

        assertThat(received.await(3).keys()).isEqualTo(Received.numbers(0, 3));
        assertThat(recorder.awaits(ListenerFailed.class).failure()).hasMessage("cannot store");
    }

    @Test
    void I7_a_change_that_cannot_be_decoded_ends_the_stream_and_says_so() {
        Connection connection = connected();
        MongoCollection<Picky> picky = connection.database().getCollection("rows", Picky.class);
        ChangeStream stream = keep(connection.watch(picky, List.of(), WatchOptions.defaults(), event -> {}))
                .awaitOpen(PATIENCE);
        rows(connection).insertOne(new Document("_id", 1).append("count", "no number"));

        StreamEnd end = ended(stream);

        assertThat(end.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(end.diagnosis().orElseThrow().problem()).isEqualTo(Problem.STREAM_UNREADABLE);
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    /** What rows of another shape cannot be read as. */
    public record Picky(@BsonId int id, int count) {}

    private void needsStreams() {
        needs(Capability.CHANGE_STREAMS);
    }
}
