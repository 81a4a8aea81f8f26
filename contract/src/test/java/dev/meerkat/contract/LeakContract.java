package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.event.Opened;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.LeakKind;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.watch.WatchOptions;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** H4: what is held for longer than {@code leakThreshold}, and what is lost. */
abstract class LeakContract extends ContractCase {
    private static final Duration THRESHOLD = Duration.ofMillis(200);
    private static final Duration NEVER_DUE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private EventRecorder recorder;
    private Connection connection;

    @BeforeEach
    void prepare() {
        recorder = recorded();
        connection = recorder.connection();
    }

    private void open(Duration threshold) {
        connection.open(options().leakThreshold(threshold).build());
        stock();
    }

    private void stock() {
        rows("rows").deleteMany(new Document());
        rows("rows")
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
    }

    private MongoCollection<Document> rows(String name) {
        return connection.client().getDatabase("leaks").getCollection(name);
    }

    /** A cursor that the server has more for. */
    private MongoCursor<Document> cursor() {
        return rows("rows").find().batchSize(2).cursor();
    }

    private LeakSuspected awaitSuspected(LeakKind kind) {
        return recorder.awaits(LeakSuspected.class, event -> event.leak().kind() == kind, PATIENCE);
    }

    private LeakReturned awaitReturned(LeakKind kind) {
        return recorder.awaits(LeakReturned.class, event -> event.leak().kind() == kind, PATIENCE);
    }

    @Test
    void H4_a_cursor_held_for_the_threshold_is_told_with_who_opened_it_and_where_until_it_is_closed() {
        open(THRESHOLD);
        MongoCursor<Document> held = Work.begin("cursor-opener", () -> cursor()).value();

        LeakSuspected told = awaitSuspected(LeakKind.CURSOR);
        assertThat(told.collected()).isFalse();
        assertThat(told.leak().operation()).isEqualTo("find");
        assertThat(told.leak().namespace()).isEqualTo("leaks.rows");
        assertThat(told.leak().thread()).isEqualTo("cursor-opener");
        assertThat(told.leak().age()).isGreaterThanOrEqualTo(THRESHOLD);
        assertThat(told.leak().count()).isEqualTo(1);
        assertThat(told.leak().place()).hasValueSatisfying(frame -> {
            assertThat(frame.getClassName()).isEqualTo(LeakContract.class.getName());
            assertThat(frame.getMethodName()).isEqualTo("cursor");
        });
        assertThat(connection.leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.stack()).isEqualTo(told.leak().stack());
            assertThat(leak.age()).isGreaterThanOrEqualTo(told.leak().age());
        });

        held.close();
        LeakReturned back = awaitReturned(LeakKind.CURSOR);
        assertThat(back.leak().age()).isGreaterThanOrEqualTo(told.leak().age());
        assertThat(back.leak().count()).isZero();
        assertThat(back.collected()).isFalse();
        assertThat(connection.leaks()).isEmpty();
        assertThat(recorder.events(LeakSuspected.class)).hasSize(1);
    }

    @Test
    void H4_nothing_is_told_of_what_ended_before_the_threshold() {
        open(THRESHOLD);
        List<String> inTime = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            quickly("closed-" + at, () -> cursor().close(), inTime);
            quickly("read-" + at, () -> cursor().forEachRemaining(row -> {}), inTime);
            quickly("session-" + at, () -> connection.client().startSession().close(), inTime);
            quickly("transaction-" + at, this::abortedTransaction, inTime);
        }
        try (MongoCursor<Document> late = cursor()) {
            String opener = Thread.currentThread().getName();
            recorder.awaits(LeakSuspected.class, event -> event.leak().thread().equals(opener), PATIENCE);
            assertThat(late.hasNext()).isTrue();
        }

        assertThat(inTime).as("ended in time, of 20").isNotEmpty();
        assertThat(recorder.events(LeakSuspected.class))
                .extracting(event -> event.leak().thread())
                .doesNotContainAnyElementsOf(inTime);
    }

    /** Does something on a thread of that name, and notes the name if it took less than the threshold: a machine may stall. */
    private static void quickly(String name, Runnable deed, List<String> inTime) {
        long begun = System.nanoTime();
        Work.begin(name, deed).value();
        if (System.nanoTime() - begun < THRESHOLD.toNanos()) {
            inTime.add(name);
        }
    }

    private void abortedTransaction() {
        try (ClientSession session = connection.client().startSession()) {
            session.startTransaction();
            session.abortTransaction();
        }
    }

    @Test
    void H4_a_session_and_a_transaction_begun_on_it_are_told_each_for_itself() {
        open(THRESHOLD);
        ClientSession session = connection.client().startSession();
        session.startTransaction();

        awaitSuspected(LeakKind.SESSION);
        await().untilAsserted(() -> assertThat(connection.leaks())
                .extracting(Leak::kind, Leak::operation)
                .containsExactly(
                        tuple(LeakKind.SESSION, "startSession"), tuple(LeakKind.TRANSACTION, "startTransaction")));
        session.abortTransaction();
        awaitReturned(LeakKind.TRANSACTION);
        assertThat(connection.leaks()).extracting(Leak::kind).containsExactly(LeakKind.SESSION);

        session.close();
        awaitReturned(LeakKind.SESSION);
        assertThat(connection.leaks()).isEmpty();
    }

    @Test
    void H4_a_transaction_of_the_connection_is_told_while_its_work_runs() {
        needs(Capability.TRANSACTIONS);
        open(THRESHOLD);
        connection.transaction(session -> {
            rows("rows").insertOne(new Document("_id", "in it"));
            LeakSuspected told = awaitSuspected(LeakKind.TRANSACTION);
            assertThat(told.leak().operation()).isEqualTo("withTransaction");
        });

        awaitReturned(LeakKind.TRANSACTION);
        assertThat(recorder.events(LeakSuspected.class))
                .as("its session is Meerkat's own")
                .hasSize(1);
    }

    @Test
    void H4_a_change_stream_of_the_driver_is_told_and_a_supervised_one_is_not() {
        needs(Capability.CHANGE_STREAMS);
        open(THRESHOLD);
        keep(connection.watch(rows("rows"), List.of(), WatchOptions.defaults(), new Received()))
                .awaitOpen(PATIENCE);
        try (MongoCursor<?> stream = rows("rows").watch().cursor()) {
            awaitSuspected(LeakKind.CHANGE_STREAM);
            assertThat(stream.available()).isZero();
        }
        awaitReturned(LeakKind.CHANGE_STREAM);

        assertThat(recorder.events(LeakSuspected.class))
                .as("the supervised one is older, and so is its session")
                .hasSize(1);
    }

    @Test
    void H4_a_cursor_that_was_lost_is_told_given_back_and_ended_on_the_server() {
        open(NEVER_DUE);
        long lost =
                Work.begin("loser", () -> cursor().getServerCursor().getId()).value();

        LeakSuspected told = awaitCollected(LeakKind.CURSOR);
        assertThat(told.leak().thread()).isEqualTo("loser");
        assertThat(told.leak().collected()).isEqualTo(1);
        assertThat(told.leak().count()).isZero();
        await().untilAsserted(() -> assertThat(connection.status().inFlight())
                .as("the gate's count")
                .isZero());
        await().untilAsserted(() -> assertThat(gone(lost)).as("on the server").isTrue());
        assertThat(connection.leaks())
                .singleElement()
                .satisfies(leak -> assertThat(leak.collected()).isEqualTo(1));
        assertThat(recorder.events(LeakReturned.class)).isEmpty();
    }

    /** Lets the garbage collector run until it has found what was lost. */
    private LeakSuspected awaitCollected(LeakKind kind) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return recorder.events(LeakSuspected.class).stream()
                    .anyMatch(event -> event.collected() && event.leak().kind() == kind);
        });
        return recorder.awaits(LeakSuspected.class, event -> event.leak().kind() == kind, PATIENCE);
    }

    private boolean gone(long cursor) {
        MongoCommandException refused = catchThrowableOfType(
                MongoCommandException.class,
                () -> connection
                        .client()
                        .getDatabase("leaks")
                        .runCommand(new Document("getMore", cursor).append("collection", "rows")));
        return refused != null && refused.getErrorCodeName().equals("CursorNotFound");
    }

    @Test
    void H4_a_transaction_that_was_lost_with_its_session_holds_no_close_back() {
        open(NEVER_DUE);
        assertThat(Work.begin("loser", this::inFlightInATransaction).value()).isOne();

        awaitCollected(LeakKind.TRANSACTION);
        await().untilAsserted(() -> assertThat(connection.status().inFlight()).isZero());
        DrainReport report = connection.close();

        assertThat(report.forced()).isFalse();
        assertThat(report.cut()).isEmpty();
    }

    /** Counted while the session can still be reached; a collection may find it as soon as this returns. */
    private long inFlightInATransaction() {
        ClientSession session = connection.client().startSession();
        session.startTransaction();
        long counted = connection.status().inFlight();
        Reference.reachabilityFence(session);
        return counted;
    }

    @Test
    void H4_a_cursor_in_use_is_not_lost_though_its_session_is_in_nobodys_hands() {
        needs(Capability.TRANSACTIONS); // and so sessions
        open(NEVER_DUE);
        int read = Work.begin("reader", this::readInALostSession).value();

        assertThat(read).isEqualTo(10);
        awaitCollected(LeakKind.SESSION);
        assertThat(recorder.events(LeakSuspected.class)).hasSize(1);
    }

    private int readInALostSession() {
        MongoCursor<Document> cursor = rows("rows")
                .find(connection.client().startSession())
                .batchSize(2)
                .cursor();
        int read = 0;
        while (cursor.hasNext()) {
            System.gc();
            cursor.next();
            read++;
        }
        return read;
    }

    @Test
    void H4_a_burst_of_cursors_under_load_is_listed_as_one_place_and_told_in_few_events() {
        open(THRESHOLD);
        List<Work<List<MongoCursor<Document>>>> openers = IntStream.range(0, 8)
                .mapToObj(at -> Work.begin("burst-" + at, () -> cursors(burst() / 8)))
                .toList();
        List<MongoCursor<Document>> open =
                openers.stream().flatMap(opener -> opener.value().stream()).toList();
        assertThat(open).hasSize(burst());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(connection.leaks())
                        .singleElement()
                        .satisfies(leak -> assertThat(leak.count()).isEqualTo(burst())));
        int told = recorder.events(LeakSuspected.class).size();
        assertThat(told).isLessThanOrEqualTo(1 + Integer.numberOfTrailingZeros(Integer.highestOneBit(burst())));
        assertThat(connection.timeline()).anyMatch(Opened.class::isInstance);

        connection.close();
        assertThat(connection.leaks()).isEmpty();
        open.forEach(MongoCursor::close);
        assertThat(recorder.events(LeakReturned.class))
                .as("told by the close's report")
                .isEmpty();
    }

    /** How many cursors a burst opens and holds, a multiple of eight. */
    abstract int burst();

    private List<MongoCursor<Document>> cursors(int count) {
        return IntStream.range(0, count).mapToObj(at -> cursor()).toList();
    }

    @Test
    void H4_a_threshold_set_later_holds_for_what_is_begun_from_then_on() {
        connection.open(options().build());
        stock();
        MongoCursor<Document> before = keep(cursor());
        connection.reconfigure(o -> o.leakThreshold(THRESHOLD).closeGrace(Duration.ZERO));
        MongoCursor<Document> after = keep(Work.begin("later", this::cursor).value());

        assertThat(awaitSuspected(LeakKind.CURSOR).leak().thread()).isEqualTo("later");
        assertThat(connection.leaks())
                .singleElement()
                .satisfies(leak -> assertThat(leak.count()).isEqualTo(1));
        assertThat(before).isNotSameAs(after);
    }

    @Test
    void C2_a_cursor_held_too_long_is_in_the_report_of_the_close_and_suspected_no_more() {
        open(THRESHOLD);
        connection.reconfigure(o -> o.closeGrace(Duration.ofMillis(50)));
        MongoCursor<Document> held = keep(Work.begin("holder", this::cursor).value());
        awaitSuspected(LeakKind.CURSOR);

        DrainReport report = connection.close();

        assertThat(report.forced()).isTrue();
        assertThat(report.cut())
                .extracting(CutWork::operation, CutWork::thread)
                .containsExactly(tuple("find", "holder"));
        assertThat(connection.leaks()).isEmpty();
        assertThat(held).isNotNull();
    }
}
