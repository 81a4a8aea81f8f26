package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.lab.FailCommand;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G1, G2, C1, I6, I7 over elections: who passes, who waits, who is woken, and what becomes of work that was running. */
abstract class ElectionGateContract extends SetContract {
    /** From the state's change to the end of an operation on loopback, on a loaded machine. */
    private static final Duration WOKEN = Duration.ofMillis(500);

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.client().getDatabase("gate").getCollection("elections");
    }

    /** A connection whose set has no primary. */
    private EventRecorder leaderless() {
        EventRecorder recorder = recorded();
        recorder.connection().open(options().build());
        orders(recorder.connection()).insertOne(new Document());
        awaitMembers(recorder.connection(), 3);
        set().stepDown();
        recorder.awaits(Disconnected.class);
        return recorder;
    }

    @Test
    void G2_reads_that_a_secondary_may_serve_pass_while_there_is_no_primary() {
        Connection connection = leaderless().connection();
        for (ReadPreference preference :
                List.of(ReadPreference.secondary(), ReadPreference.secondaryPreferred(), ReadPreference.nearest())) {
            Work<Long> count = Work.begin(
                    "reader",
                    () -> orders(connection).withReadPreference(preference).countDocuments());
            assertThat(count.value()).as(preference.toString()).isPositive();
        }
        assertThat(connection.state()).isEqualTo(ConnectionState.INTERRUPTED);
    }

    @Test
    void G2_reads_of_the_primary_and_writes_wait_while_there_is_none() {
        Connection connection = leaderless().connection();
        Work<Long> read = Work.begin("reader", () -> orders(connection).countDocuments());
        Work<Boolean> write = Work.begin("writer", () -> {
            orders(connection).insertOne(new Document());
        });
        Work.awaitWaiting(connection, 2);
        assertThat(connection.status().inFlight()).isZero();

        set().elect(set().member(1));
        assertThat(read.value()).isPositive();
        write.value();
    }

    @Test
    void G2_writers_are_woken_the_moment_the_new_primary_is_known() {
        EventRecorder recorder = leaderless();
        Connection connection = recorder.connection();
        List<Work<Boolean>> writers = IntStream.range(0, 8)
                .mapToObj(i -> Work.begin("writer", () -> {
                    orders(connection).insertOne(new Document());
                }))
                .toList();
        Work.awaitWaiting(connection, 8);

        set().elect(set().member(2));
        PrimaryChanged known = recorder.awaits(PrimaryChanged.class);
        Connected connected = recorder.awaits(Connected.class);
        writers.forEach(Work::value);
        assertThat(EventRecorder.between(known, connected)).isLessThan(WOKEN);
        for (Work<Boolean> writer : writers) {
            assertThat(Duration.ofNanos(writer.end().nanos() - connected.nanos()))
                    .isLessThan(WOKEN);
        }
    }

    @Test
    void S5_eight_writers_over_three_step_downs_and_three_kills_lose_nothing_and_nothing_fails() {
        set().electionDelay(Duration.ofMillis(150));
        Connection connection = registry().connection().open(options().build());
        Tally tally = new Tally();
        AtomicInteger failed = new AtomicInteger();
        AtomicBoolean ending = new AtomicBoolean();
        List<Work<Boolean>> writers = IntStream.range(0, 8)
                .mapToObj(i -> Work.begin("writer-" + i, () -> write(connection, "w" + i, tally, failed, ending)))
                .toList();
        for (int round = 0; round < 3; round++) {
            awaitMore(tally);
            set().stepDown();
            set().awaitPrimary(EventRecorder.PATIENCE);
            awaitMore(tally);
            ScriptedMember dead = set().killPrimary().orElseThrow();
            set().awaitPrimary(EventRecorder.PATIENCE);
            awaitMore(tally);
            dead.restart();
        }
        ending.set(true);
        writers.forEach(Work::value);
        orders(connection).find(new Document("writer", true)).forEach(each -> tally.finds(each.get("_id")));
        assertThat(failed).as(tally.toString()).hasValue(0);
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
        assertThat(tally.strange()).as(tally.toString()).isEmpty();
        assertThat(connection.status().waiting()).isZero();
        assertThat(connection.status().inFlight()).isZero();
    }

    private static void write(
            Connection connection, String name, Tally tally, AtomicInteger failed, AtomicBoolean ending) {
        for (int number = 0; !ending.get(); number++) {
            String id = name + "-" + System.identityHashCode(tally) + "-" + number;
            tally.tries(id);
            try {
                orders(connection).insertOne(new Document("_id", id).append("writer", true));
                tally.acknowledges(id);
            } catch (RuntimeException refused) {
                failed.incrementAndGet();
            }
        }
    }

    private static void awaitMore(Tally tally) {
        int before = tally.acknowledged();
        await().until(() -> tally.acknowledged() > before + 50);
    }

    @Test
    void C1_a_drain_waits_for_a_write_that_waits_for_the_election() {
        set().electionDelay(Duration.ofMillis(300));
        Connection connection = registry().connection().open(options().build());
        orders(connection).insertOne(new Document());
        set().fail(FailCommand.on("insert").delay(Duration.ofMillis(200)));
        Work<Boolean> write = Work.begin("writer", () -> {
            orders(connection).insertOne(new Document("last", 1));
        });
        Work.awaitInFlight(connection, 1);
        set().stepDown();
        DrainReport report = connection.close();
        write.value();
        assertThat(report.forced()).isFalse();
        assertThat(report.cut()).isEmpty();
    }

    @Test
    void I6_a_transaction_over_a_step_down_runs_again_and_is_done_once() {
        needs(Capability.TRANSACTIONS);
        set().electionDelay(Duration.ofMillis(150));
        Connection connection = registry().connection().open(options().build());
        orders(connection).insertOne(new Document());
        List<Integer> runs = new ArrayList<>();
        connection.transaction(session -> {
            runs.add(runs.size());
            orders(connection).insertOne(new Document("run", runs.size()).append("case", "I6"));
            if (runs.size() == 1) {
                set().stepDown();
                set().awaitPrimary(EventRecorder.PATIENCE);
            }
        });
        assertThat(runs).hasSize(2);
        assertThat(orders(connection).find(new Document("case", "I6")).map(each -> each.get("run")))
                .containsExactly(2);
        orders(connection).deleteMany(new Document("case", "I6"));
    }
}
