package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.contract.frame.OnScripted;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.lab.FailCommand;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S4, S5, S13, S15, S16, G8: one fault after the other under the writes of a connection and of a raw driver client beside it. Each states what was
 * tried, acknowledged and found; {@code docs/reliability.md} has a row for each. Profile {@code slow}.
 */
final class FaultsSlow extends SetContract implements OnScripted {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final int WRITERS = 4;
    private static final Duration ELECTION = Duration.ofMillis(300);
    private static final Duration SHORT = Duration.ofMillis(600);

    private static final Duration LONG = Duration.ofMillis(1_600);

    /** One member's silence is told when two checks of it have failed, each after 1.5 s at most. */
    private static final Duration SILENCE = Duration.ofMillis(3_500);

    private static final String TIMES =
            "heartbeatFrequencyMS=500&connectTimeoutMS=1000&socketTimeoutMS=2000&serverSelectionTimeoutMS=5000";

    private final Latch over = new Latch();
    private String name = "";

    @BeforeEach
    void prepare(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        set().electionDelay(ELECTION);
    }

    private ScriptedMember primary() {
        return set().primary().orElseThrow();
    }

    /** Writes through the fault with both clients and counts; nothing acknowledged may be lost, nothing be there twice. */
    private Fault through(Duration length, Runnable begin, Runnable heal) {
        return through(length, begin, heal, true);
    }

    /** @param both whether the raw driver's client recovers too */
    private Fault through(Duration length, Runnable begin, Runnable heal, boolean both) {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection()
                .open(options()
                        .uri(set().uri() + "&" + TIMES)
                        .retry(RetryPolicy.fixed(Duration.ofMillis(500)))
                        .build());
        awaitMembers(connection, 3);
        try (MongoClient raw = MongoClients.create(set().uri() + "&" + TIMES)) {
            String collection = name.replaceAll("[^A-Za-z0-9_]", "");
            FailoverSide ours = new FailoverSide(
                    "meerkat", connection.client().getDatabase("faults").getCollection(collection), WRITERS);
            FailoverSide theirs =
                    new FailoverSide("raw driver", raw.getDatabase("faultsRaw").getCollection(collection), WRITERS);
            List<FailoverSide> sides = List.of(ours, theirs);
            sides.forEach(FailoverSide::awaitMore);
            sides.forEach(FailoverSide::forgetLongest);
            recorder.forget();
            long begun = System.nanoTime();
            begin.run();
            over.await(length);
            heal.run();
            set().awaitPrimary(EventRecorder.PATIENCE);
            Work.awaitState(connection, ConnectionState.CONNECTED);
            (both ? sides : List.of(ours)).forEach(FailoverSide::awaitMore);
            sides.forEach(side -> side.end(connection.client()));
            return judged(Fault.of(name, ours, theirs, recorder, begun));
        }
    }

    private static Fault judged(Fault fault) {
        LOG.info(fault.toString());
        assertThat(fault.ours().lost()).as(fault.toString()).isZero();
        assertThat(fault.ours().duplicated()).as(fault.toString()).isZero();
        assertThat(fault.ours().tally().strange()).as(fault.toString()).isEmpty();
        return fault;
    }

    private Fault fails(FailCommand what) {
        return through(SHORT, () -> set().fail(what), set()::failNoMore);
    }

    private static void assertLost(Fault fault, Reason reason) {
        assertThat(fault.lost().map(Disconnected::reason)).as(fault.toString()).contains(reason);
    }

    private static void assertTold(Fault fault, Problem problem) {
        assertLost(fault, Reason.OUTAGE);
        assertThat(fault.problem()).as(fault.toString()).contains(problem);
    }

    private static void assertUntold(Fault fault) {
        assertThat(fault.untold()).as(fault.toString()).isTrue();
    }

    private static void assertNoneFailed(Fault fault) {
        assertThat(fault.ours().failed()).as(fault.toString()).isZero();
    }

    @Test
    void S13_the_primary_steps_down() {
        Fault fault = through(SHORT, set()::stepDown, () -> {});
        assertTold(fault, Problem.NO_PRIMARY);
        assertNoneFailed(fault);
    }

    @Test
    void S13_the_primary_is_handed_over() {
        Fault fault = through(SHORT, () -> set().handOver(set().member(1), Duration.ofMillis(100)), () -> {});
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S13_the_election_is_late() {
        Fault fault = through(
                LONG,
                () -> {
                    set().electionDelay(LONG);
                    set().stepDown();
                },
                () -> {});
        assertTold(fault, Problem.NO_PRIMARY);
        assertNoneFailed(fault);
    }

    @Test
    void S13_there_is_no_majority() {
        Fault fault = through(LONG, set()::loseMajority, set()::regainMajority);
        assertTold(fault, Problem.NO_PRIMARY);
        assertNoneFailed(fault);
    }

    @Test
    void S4_the_primary_is_killed() {
        set().electionDelay(LONG); // an outage is told at the second check that fails, so it must last until then
        ScriptedMember victim = primary();
        Fault fault = through(LONG, victim::kill, victim::restart);
        assertTold(fault, Problem.NO_PRIMARY);
    }

    @Test
    void S4_the_primary_is_killed_and_restarted_at_once() {
        set().electionDelay(LONG);
        ScriptedMember victim = primary();
        Fault fault = through(SHORT, victim::restart, () -> {});
        assertTold(fault, Problem.NO_PRIMARY);
    }

    @Test
    void S13_a_secondary_is_killed() {
        ScriptedMember victim = set().member(2);
        Fault fault = through(SHORT, victim::kill, victim::restart);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_all_members_are_killed() {
        set().electionDelay(LONG);
        Fault fault = through(
                SHORT,
                () -> set().members().forEach(ScriptedMember::kill),
                () -> set().members().forEach(ScriptedMember::restart));
        assertLost(fault, Reason.OUTAGE);
    }

    /** What was held on its way is lost with its connection; else a write and its retry would come at one moment, and SecantusDB may run both. */
    private static void hear(ScriptedMember member) {
        member.network().resetAll();
        member.network().pass();
    }

    @Test
    void S13_the_primary_is_isolated_and_another_elected() {
        ScriptedMember victim = primary();
        through(LONG, victim::isolate, victim::rejoin);
    }

    @Test
    void S15_the_primary_falls_silent_and_keeps_its_office() {
        ScriptedMember victim = primary();
        Fault fault = through(SILENCE, victim.network()::blackHole, () -> hear(victim));
        assertLost(fault, Reason.STALE);
    }

    @Test
    void S15_a_secondary_falls_silent() {
        ScriptedMember victim = set().member(2);
        Fault fault = through(LONG, victim.network()::blackHole, victim.network()::pass);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S15_all_members_fall_silent() {
        Fault fault = through(
                LONG,
                () -> set().members().forEach(member -> member.network().blackHole()),
                () -> set().members().forEach(FaultsSlow::hear));
        assertLost(fault, Reason.STALE);
    }

    @Test
    void S15_replies_of_the_primary_are_cut() {
        ScriptedMember victim = primary();
        Fault fault = through(SILENCE, victim.network()::cutReplies, victim.network()::pass);
        assertLost(fault, Reason.STALE);
    }

    @Test
    void S15_requests_to_the_primary_are_cut() {
        ScriptedMember victim = primary();
        Fault fault = through(SILENCE, victim.network()::cutRequests, () -> hear(victim));
        assertLost(fault, Reason.STALE);
    }

    @Test
    void S15_connections_to_the_primary_are_half_open() {
        through(SHORT, primary().network()::halfOpen, () -> {});
    }

    @Test
    void S4_every_reply_comes_100_ms_later() {
        ScriptedMember victim = primary();
        Fault fault = through(SHORT, () -> victim.network().latency(Duration.ofMillis(100)), victim.network()::pass);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_replies_come_up_to_100_ms_later() {
        ScriptedMember victim = primary();
        Fault fault = through(
                SHORT, () -> victim.network().jitter(Duration.ZERO, Duration.ofMillis(100), 7), victim.network()::pass);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_replies_trickle() {
        ScriptedMember victim = primary();
        Fault fault = through(SHORT, () -> victim.network().slowReplies(20_000), victim.network()::pass);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_replies_break_off_in_the_middle() {
        ScriptedMember victim = primary();
        through(SHORT, victim.network()::halfReply, victim.network()::pass);
    }

    @Test
    void S4_connections_to_the_primary_are_reset() {
        Fault fault = through(SHORT, primary().network()::resetAll, () -> {});
        assertUntold(fault);
    }

    @Test
    void S4_new_connections_to_the_primary_are_refused() {
        ScriptedMember victim = primary();
        Fault fault = through(SHORT, victim.network()::refuse, victim.network()::pass);
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_the_primary_refuses_everybody_and_keeps_its_office() {
        ScriptedMember victim = primary();
        Fault fault = through(
                LONG,
                () -> {
                    victim.network().refuse();
                    victim.network().resetAll();
                },
                victim.network()::pass);
        assertTold(fault, Problem.NO_PRIMARY);
    }

    @Test
    void S16_the_set_has_another_name() {
        String own = set().name();
        Fault fault = through(SHORT, () -> set().rename("somebody-elses"), () -> set().rename(own), false);
        assertTold(fault, Problem.WRONG_SET_NAME);
        assertThat(fault.theirs().failed())
                .as("a driver client that dropped every member finds none again")
                .isGreaterThanOrEqualTo(WRITERS);
    }

    @Test
    void S13_a_member_is_added_and_removed() {
        ScriptedMember[] fourth = new ScriptedMember[1];
        Fault fault = through(SHORT, () -> fourth[0] = set().add(), () -> set().remove(fourth[0]));
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S13_the_primary_is_removed_from_the_set() {
        Fault fault = through(SHORT, () -> set().remove(primary()), () -> {});
        assertLost(fault, Reason.OUTAGE);
        assertNoneFailed(fault);
    }

    @Test
    void S16_a_member_is_upgraded() {
        Fault fault = through(SHORT, () -> primary().wireVersions(0, 25), () -> {});
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S16_a_member_is_upgraded_too_far_for_the_driver() {
        ScriptedMember victim = primary();
        Fault fault = through(SHORT, () -> victim.wireVersions(99, 99), () -> victim.wireVersions(0, 21));
        assertTold(fault, Problem.WIRE_VERSION_TOO_NEW);
    }

    @Test
    void G8_a_write_gets_an_error_that_may_be_tried_again() {
        // Not 11602 and its like: these say that the member changes its office, which is told where it is heard first.
        Fault fault = fails(FailCommand.on("update").error(6, "RetryableWriteError"));
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void G8_a_write_gets_an_error_that_may_not() {
        Fault fault = fails(FailCommand.on("update").times(4).error(14_031));
        assertUntold(fault);
        assertThat(fault.ours().failed() + fault.theirs().failed())
                .as(fault.toString())
                .isEqualTo(4);
    }

    @Test
    void G8_a_write_is_done_and_its_write_concern_fails() {
        Fault fault = fails(FailCommand.on("update").times(4).writeConcernError(64));
        assertUntold(fault);
        assertThat(fault.ours().failed() + fault.theirs().failed())
                .as(fault.toString())
                .isEqualTo(4);
    }

    @Test
    void S4_a_write_ends_its_connection() {
        Fault fault = fails(FailCommand.on("update").closeConnection());
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_a_write_is_done_and_its_answer_breaks_off() {
        Fault fault = fails(FailCommand.on("update").cutReply());
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_writes_take_half_a_second() {
        Fault fault = fails(FailCommand.on("update").times(8).delay(Duration.ofMillis(500)));
        assertUntold(fault);
        assertNoneFailed(fault);
    }

    @Test
    void S4_every_check_fails_once() {
        Fault fault = fails(FailCommand.on("hello").closeConnection());
        assertUntold(fault);
        assertNoneFailed(fault);
    }
}
