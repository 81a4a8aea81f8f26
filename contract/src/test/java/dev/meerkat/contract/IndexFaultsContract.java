package dev.meerkat.contract;

import static com.mongodb.client.model.Indexes.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.event.Reconnected;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.Model;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** I5 when the server fails, or the connection closes, in the middle of it. */
abstract class IndexFaultsContract extends IndexCase {
    private static final IndexDefinition EMAIL =
            IndexDefinition.builder(ascending("email")).unique().build();
    private static final IndexDefinition NAME = IndexDefinition.of(ascending("name"));
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final Semaphore builds = new Semaphore(0);

    /** Options with an ear for the commands that build. */
    private ConnectionOptions.Builder watched() {
        builds.drainPermits();
        return options()
                .customize(driver -> driver.addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("createIndexes")) {
                            builds.release();
                        }
                    }
                }));
    }

    /** Waits until the driver has sent a command that builds. */
    private void awaitBuild() {
        try {
            assertThat(builds.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void I5_a_model_registered_during_an_outage_gets_its_indexes_after_recovery() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        server().kill();
        recorder.awaits(Disconnected.class, RECOVERY);

        Model<Document> users = connection.model("User", schema(EMAIL, NAME));
        assertThat(connection.state()).isEqualTo(ConnectionState.INTERRUPTED);
        server().restart();
        IndexReport report = users.awaitIndexes(RECOVERY).orThrow();

        assertThat(report.built()).containsExactly("email_1", "name_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("email_1", "name_1");
        assertThat(failed(recorder)).isEmpty();
        assertThat(recorder.ordered().subList(0, 4))
                .containsExactly("Connecting", "Connected", "Opened", "Disconnected");
    }

    @Test
    void I5_a_server_killed_during_the_build_gets_the_index_after_its_restart() {
        needs(Capability.FAIL_POINTS, Capability.KILL);
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL, NAME));
        // Gone with the process that has it.
        SlowCommands.slow(server(), APPLICATION, "createIndexes", Duration.ofSeconds(20));
        recorder.connection().open(watched().build());
        awaitBuild();

        server().kill();
        recorder.awaits(Disconnected.class, RECOVERY);
        assertThat(users.indexReport()).isEmpty();
        server().restart();
        recorder.awaits(Reconnected.class, RECOVERY);
        IndexReport report = users.awaitIndexes(RECOVERY).orThrow();

        assertThat(report.built()).containsExactly("email_1", "name_1");
        assertThat(indexes("users")).containsExactlyInAnyOrder("email_1", "name_1");
        assertThat(failed(recorder)).isEmpty();
    }

    @Test
    void I5_an_answer_that_is_lost_is_asked_for_again_and_told_if_it_stays_away() {
        needs(Capability.FAIL_POINTS);
        EventRecorder recorder = recorded();
        Model<Document> users = recorder.connection().model("User", schema(EMAIL));
        IndexReport report;
        try (SlowCommands cut = SlowCommands.cutting(server(), APPLICATION, "createIndexes")) {
            recorder.connection().open(options().build());
            recorder.awaits(IndexFailed.class, RECOVERY);
            assertThat(users.indexReport()).isEmpty();
            assertThat(cut).isNotNull();
        }
        report = users.awaitIndexes(RECOVERY).orThrow();

        assertThat(indexes("users")).containsExactly("email_1");
        assertThat(report.ok()).isTrue();
        assertThat(failed(recorder)).hasSize(1);
    }

    @Test
    void I5_an_explicit_call_throws_what_the_driver_throws() {
        needs(Capability.FAIL_POINTS);
        Connection connection =
                registry().connection().open(options().autoIndex(false).build());
        Model<Document> users = connection.model("User", schema(EMAIL));
        try (SlowCommands cut = SlowCommands.cutting(server(), APPLICATION, "createIndexes")) {
            assertThatThrownBy(users::createIndexes).isInstanceOf(MongoException.class);
            assertThat(cut).isNotNull();
        }
        assertThat(users.createIndexes().built()).containsExactly("email_1");
    }

    @Test
    void C1_a_close_lets_the_command_in_flight_end_begins_no_other_and_leaves_no_thread() {
        needs(Capability.FAIL_POINTS);
        Leaks leaks = Leaks.before(server());
        EventRecorder recorder = recorded();
        recorder.connection().model("User", schema(EMAIL, NAME));
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "createIndexes", Duration.ofMillis(700))) {
            recorder.connection().open(watched().build());
            awaitBuild();

            DrainReport report = recorder.connection().close();

            assertThat(report.forced()).isFalse();
            assertThat(report.lingering()).isEmpty();
            assertThat(slow).isNotNull();
        }
        leaks.awaitNone(Duration.ofSeconds(1));
        assertThat(indexes("users")).containsExactly("email_1");
        assertThat(failed(recorder)).isEmpty();
    }

    @Test
    void C2_a_build_that_outlives_the_grace_is_cut_and_listed_and_its_thread_ends_with_the_servers_answer() {
        needs(Capability.FAIL_POINTS);
        Duration grace = Duration.ofMillis(300);
        Leaks leaks = Leaks.before(server());
        EventRecorder recorder = recorded();
        recorder.connection().model("User", schema(EMAIL, NAME));
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "createIndexes", Duration.ofSeconds(3))) {
            recorder.connection().open(watched().closeGrace(grace).build());
            awaitBuild();

            long begun = System.nanoTime();
            DrainReport report = recorder.connection().close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(within(Duration.ofSeconds(2)));
            assertThat(report.cut()).extracting(CutWork::operation).containsExactly("createIndexes");
            assertThat(report.cut()).extracting(CutWork::thread).containsExactly("meerkat-default-indexes");
            assertThat(report.lingering()).contains("meerkat-default-indexes");
            leaks.awaitNone(Duration.ofSeconds(6));
            assertThat(slow).isNotNull();
        }
        assertThat(failed(recorder)).isEmpty();
    }

    @Test
    void C1_a_close_while_the_work_waits_for_an_outage_to_end_ends_the_work() {
        EventRecorder recorder = recorded();
        Leaks leaks = Leaks.before(server());
        Connection connection = recorder.connection().open(options().build());
        server().kill();
        recorder.awaits(Disconnected.class, RECOVERY);
        Model<Document> users = connection.model("User", schema(EMAIL));

        connection.close();

        leaks.awaitNone(Duration.ofSeconds(2));
        assertThat(users.indexReport()).isEmpty();
        assertThat(failed(recorder)).isEmpty();
        assertThat(connection.indexes().reports()).isEqualTo(List.of());
    }
}
