package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadPreference;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.Heartbeats;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Opened;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** S4, S5, S13, S15, S16 in a set: what is told when its primary steps down, dies or falls silent, and when another is elected. */
abstract class ElectionContract extends SetContract {
    private EventRecorder watched(ConnectionOptions.Builder options) {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options.build());
        awaitMembers(connection, 3);
        recorder.forget();
        return recorder;
    }

    private EventRecorder watched() {
        return watched(options());
    }

    private static void write(Connection connection, Object id) {
        connection.database().getCollection("elections").insertOne(new Document("id", id));
    }

    private static void assertChanged(PrimaryChanged change, String from, String to) {
        assertThat(change.oldPrimary()).contains(from);
        assertThat(change.newPrimary()).contains(to);
    }

    @Test
    void S13_a_step_down_without_successor_is_an_outage_and_the_next_primary_ends_it() {
        EventRecorder recorder = watched();
        long before = System.nanoTime();
        set().stepDown();
        Disconnected lost = recorder.awaits(Disconnected.class);
        ConnectionStatus meanwhile = recorder.connection().status();
        set().elect(set().member(1));
        PrimaryChanged change = recorder.awaits(PrimaryChanged.class);
        Reconnected back = recorder.awaits(Reconnected.class);
        recorder.awaits(Opened.class);

        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        assertChanged(change, address(0), address(1));
        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis().orElseThrow().problem()).isEqualTo(Problem.NO_PRIMARY);
        assertThat(Duration.ofNanos(lost.nanos() - before))
                .as("a member's own answer counts at once")
                .isLessThan(within(SECOND));
        assertThat(back.downtime())
                .isBetween(Duration.ofNanos(1), between(lost, back).plusMillis(50));
        assertThat(meanwhile.state()).isEqualTo(ConnectionState.INTERRUPTED);
        assertThat(meanwhile.writable()).isFalse();
        assertThat(meanwhile.primary()).isEmpty();
        assertThat(recorder.connection().status().primary()).contains(address(1));
        write(recorder.connection(), 1);
    }

    @Test
    void S13_a_new_primary_without_a_moment_without_one_is_told_as_PrimaryChanged_alone() {
        EventRecorder recorder = watched();
        for (int next : new int[] {1, 2, 0}) {
            int before = (next + 2) % 3;
            set().handOver(set().member(next), Duration.ofMillis(100));
            assertChanged(recorder.awaits(PrimaryChanged.class), address(before), address(next));
            write(recorder.connection(), next);
        }
        recorder.assertQuiet(Duration.ofMillis(500));
        recorder.assertSequence();
        assertThat(recorder.events(PrimaryChanged.class)).hasSize(3);
    }

    @Test
    void S13_the_same_primary_elected_again_is_an_outage_without_PrimaryChanged() {
        EventRecorder recorder = watched();
        set().stepDown();
        recorder.awaits(Disconnected.class);
        set().elect(set().member(0));
        recorder.awaits(Opened.class);

        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        assertThat(recorder.events(PrimaryChanged.class)).isEmpty();
    }

    @Test
    void S13_secondaries_that_die_return_join_and_leave_are_no_event() {
        EventRecorder recorder = watched(options().heartbeatFrequency(Duration.ofMillis(500)));
        set().member(2).kill();
        await().until(() -> recorder.connection().status().members().stream()
                .anyMatch(member -> member.role().equals("UNKNOWN")));
        write(recorder.connection(), 1);
        set().member(2).restart();
        awaitMembers(recorder.connection(), 3);
        ScriptedMember fourth = set().add();
        awaitMembers(recorder.connection(), 4);
        set().remove(fourth);
        awaitMembers(recorder.connection(), 3);
        write(recorder.connection(), 2);

        recorder.assertSequence();
        assertThat(recorder.events(PrimaryChanged.class)).isEmpty();
    }

    @Test
    void S4_a_primary_that_dies_is_told_within_a_second_and_S5_its_successor_within_a_second_of_the_election() {
        Heartbeats heartbeats = new Heartbeats();
        EventRecorder recorder = watched(options().customize(heartbeats));
        for (int round = 1; round <= 3; round++) {
            ScriptedMember dead = set().primary().orElseThrow();
            dead.kill();
            Disconnected lost = recorder.awaits(Disconnected.class);
            assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
            if (round == 1) {
                assertThat(Duration.ofNanos(lost.nanos() - heartbeats.firstFailure()))
                        .isLessThan(within(SECOND));
            }
            long elected = System.nanoTime();
            set().elect(set().secondaries().get(0));
            Connected back = recorder.awaits(Connected.class);
            recorder.awaits(Opened.class);
            assertThat(Duration.ofNanos(back.nanos() - elected))
                    .as("round " + round)
                    .isLessThan(within(SECOND));
            write(recorder.connection(), round);
            dead.restart();
            awaitMembers(recorder.connection(), 3);
        }
        assertThat(recorder.ordered()).hasSize(12);
        assertThat(recorder.events(PrimaryChanged.class)).hasSize(3);
    }

    @Test
    void S4_sockets_reset_at_the_primary_while_its_next_check_succeeds_are_no_outage() {
        EventRecorder recorder = watched();
        set().member(0).network().resetAll();
        await().ignoreExceptions().until(() -> {
            write(recorder.connection(), 1);
            return true;
        });
        recorder.assertQuiet(Duration.ofMillis(700));
        recorder.assertSequence();
        assertThat(recorder.events(PrimaryChanged.class)).isEmpty();
    }

    @Test
    void S15_a_silent_primary_without_successor_is_told_as_stale_although_the_others_answer() {
        EventRecorder recorder = watched(impatient());
        set().member(0).isolate();
        Disconnected lost = recorder.awaits(Disconnected.class);
        set().elect(set().member(2));
        recorder.awaits(Opened.class);

        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.STALE);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        assertChanged(recorder.events(PrimaryChanged.class).get(0), address(0), address(2));
        write(recorder.connection(), 1);
    }

    @Test
    void S13_a_silent_primary_whose_successor_is_elected_before_it_is_missed_is_PrimaryChanged_alone() {
        EventRecorder recorder = watched();
        set().member(0).isolate();
        set().elect(set().member(1));
        assertChanged(recorder.awaits(PrimaryChanged.class), address(0), address(1));
        write(recorder.connection(), 1);
        recorder.assertQuiet(Duration.ofMillis(500));
        recorder.assertSequence();
    }

    @Test
    void S15_silence_of_all_members_is_stale_and_S5_follows_when_they_are_heard_again() {
        EventRecorder recorder = watched(impatient());
        set().members().forEach(member -> member.network().blackHole());
        Disconnected lost = recorder.awaits(Disconnected.class);
        long heard = System.nanoTime();
        set().members().forEach(member -> member.network().pass());
        Connected back = recorder.awaits(Connected.class);
        recorder.awaits(Opened.class);

        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.STALE);
        assertThat(Duration.ofNanos(back.nanos() - heard)).isLessThan(within(Duration.ofMillis(1_800)));
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        assertThat(recorder.events(PrimaryChanged.class)).isEmpty();
    }

    private ConnectionOptions.Builder impatient() {
        return options().heartbeatFrequency(Duration.ofMillis(500)).connectTimeout(Duration.ofMillis(800));
    }

    @Test
    void S16_a_set_renamed_is_a_fatal_cause_and_S5_follows_when_it_has_its_name_again() {
        EventRecorder recorder = watched();
        String name = set().name();
        set().rename("somebody-elses");
        Disconnected lost = recorder.awaits(Disconnected.class);
        assertThat(lost.reason()).isEqualTo(Disconnected.Reason.OUTAGE);
        assertThat(lost.diagnosis().orElseThrow().problem()).isEqualTo(Problem.WRONG_SET_NAME);
        assertThat(Work.begin("refused", () -> write(recorder.connection(), 1)).took())
                .as("refused at once")
                .isLessThan(within(SECOND));

        set().rename(name);
        recorder.awaits(Opened.class);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
        write(recorder.connection(), 2);
    }

    @Test
    void S16_an_upgrade_too_far_for_the_driver_is_a_fatal_cause_and_a_small_one_no_event() {
        EventRecorder recorder = watched();
        set().members().forEach(member -> member.wireVersions(0, 25));
        write(recorder.connection(), 1);
        recorder.assertQuiet(Duration.ofMillis(300));

        set().member(0).wireVersions(99, 99);
        Disconnected lost = recorder.awaits(Disconnected.class);
        assertThat(lost.diagnosis().orElseThrow().problem()).isEqualTo(Problem.WIRE_VERSION_TOO_NEW);
        set().member(0).wireVersions(0, 21);
        recorder.awaits(Opened.class);
        recorder.assertSequence("Disconnected", "Connected", "Reconnected", "Opened");
    }

    @Test
    void S1_a_read_only_connection_for_secondaries_is_connected_without_primary_and_a_step_down_is_no_outage() {
        set().stepDown();
        EventRecorder recorder = watched(options().readOnly(true).readPreference(ReadPreference.secondaryPreferred()));
        set().elect(set().member(1));
        await().until(() -> recorder.connection().status().primary().equals(Optional.of(address(1))));
        set().stepDown();
        await().until(() -> recorder.connection().status().primary().isEmpty());
        recorder.assertQuiet(Duration.ofMillis(300));
        recorder.assertSequence();
        assertThat(recorder.connection().status().readable()).isTrue();
    }

    @Test
    void S2_an_open_without_primary_waits_for_the_election_and_says_what_is_missing() {
        set().stepDown();
        EventRecorder recorder = recorded();
        ConnectionOptions options =
                options().serverSelectionTimeout(Duration.ofSeconds(1)).build();
        Callers.Caller opening = Callers.start(() -> recorder.connection().open(options));
        ConnectAttemptFailed failed = recorder.awaits(ConnectAttemptFailed.class);
        set().elect(set().member(2));
        recorder.awaits(Opened.class);

        assertThat(failed.diagnosis().problem()).isEqualTo(Problem.NO_PRIMARY);
        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(opening.result(EventRecorder.PATIENCE)).isSameAs(recorder.connection());
    }
}
