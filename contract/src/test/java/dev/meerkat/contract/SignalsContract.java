package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.contract.child.ChildProcess;
import dev.meerkat.contract.child.SignalledProgram;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** C4, C3: what SIGINT and SIGTERM do to an application that asked for it, in a JVM of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SignalsContract extends ContractCase {
    private static final int INT = 130;
    private static final int TERM = 143;

    @BeforeEach
    final void stock() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")), "signals: this platform has no /bin/sh to send them");
        Connection connection = opened();
        connection.client().getDatabase("signals").getCollection("jobs").drop();
        connection
                .client()
                .getDatabase("signals")
                .getCollection("jobs")
                .insertMany(IntStream.range(1_000, 1_010)
                        .mapToObj(i -> new Document("_id", i))
                        .toList());
    }

    private ChildProcess program(String signals, String work) throws IOException, InterruptedException {
        ChildProcess program = keep(ChildProcess.start(server().uri(), signals, work));
        program.awaits("ready");
        return program;
    }

    private static void assertAllSucceeded(ChildProcess program) {
        assertThat(program.said()).anyMatch(line -> line.matches("drained finished=(50|[5-9]\\d|100) forced=false"));
        assertThat(program.said().stream().filter(line -> line.startsWith("ok ")))
                .as("said " + program.said())
                .hasSize(SignalledProgram.WORKERS);
        assertThat(program.said()).noneMatch(line -> line.startsWith("failed "));
    }

    private long jobsDone() {
        return opened().client()
                .getDatabase("signals")
                .getCollection("jobs")
                .countDocuments(new Document("_id", new Document("$lt", SignalledProgram.WORKERS)));
    }

    @Test
    void C4_SIGTERM_drains_and_exits_with_143() throws Exception {
        ChildProcess program = program("call", "callbacks");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertAllSucceeded(program);
        assertThat(jobsDone()).isEqualTo(SignalledProgram.WORKERS);
    }

    @Test
    void C4_SIGINT_drains_and_exits_with_130() throws Exception {
        ChildProcess program = program("call", "callbacks");

        program.signal("INT");

        assertThat(program.exitCode()).isEqualTo(INT);
        assertAllSucceeded(program);
        assertThat(jobsDone()).isEqualTo(SignalledProgram.WORKERS);
    }

    @Test
    void C3_SIGTERM_in_the_middle_of_fifty_slow_operations_lets_all_of_them_succeed() throws Exception {
        needs(Capability.FAIL_POINTS);
        try (SlowCommands slow =
                SlowCommands.slow(server(), SignalledProgram.APPLICATION, "insert", Duration.ofMillis(800))) {
            ChildProcess program = program("call", "inserts");

            program.signal("TERM");

            assertThat(program.exitCode()).isEqualTo(TERM);
            assertAllSucceeded(program);
            assertThat(slow).isNotNull();
        }
        assertThat(jobsDone()).isEqualTo(SignalledProgram.WORKERS);
    }

    @Test
    void C4_on_a_signal_workers_finish_what_they_took_before_the_connections_drain() throws Exception {
        ChildProcess program = program("call", "worker");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said())
                .containsSubsequence(
                        "mailer takes no more",
                        "mailer lets go",
                        "mailer closed",
                        "draining",
                        "drained finished=0 forced=false",
                        "hook CLOSED");
        assertThat(program.said().stream().filter(line -> line.startsWith("ok ")))
                .hasSize(5);
        assertThat(program.said().indexOf("mailer lets go"))
                .isGreaterThan(program.said().lastIndexOf("ok 4"));
        assertThat(jobsDone()).isEqualTo(5);
    }

    @Test
    void C4_a_second_signal_forces_while_a_worker_still_finishes() throws Exception {
        ChildProcess program = program("call", "hanging worker");
        program.signal("TERM");
        program.awaits("mailer takes no more");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).doesNotContain("draining");
    }

    @Test
    void C4_the_drain_is_finished_although_every_other_thread_has_ended() throws Exception {
        ChildProcess program = program("call", "leaving");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertAllSucceeded(program);
        assertThat(jobsDone()).isEqualTo(SignalledProgram.WORKERS);
    }

    @Test
    void C4_other_shutdown_hooks_run_after_the_drain() throws Exception {
        ChildProcess program = program("call", "callbacks");

        program.signal("TERM");
        program.exitCode();

        assertThat(program.said()).endsWith("hook CLOSED").containsOnlyOnce("draining");
    }

    @Test
    void C4_the_option_signals_installs_the_handler() throws Exception {
        ChildProcess program = program("option", "idle");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).containsSubsequence("draining", "drained finished=0 forced=false", "hook CLOSED");
    }

    @Test
    void C4_initMongo_installs_the_handler() throws Exception {
        ChildProcess program = program("init", "idle");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).containsSubsequence("draining", "drained finished=0 forced=false", "hook CLOSED");
    }

    @Test
    void C4_without_being_asked_Meerkat_handles_no_signal() throws Exception {
        ChildProcess program = program("none", "idle");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).doesNotContain("draining").contains("hook CONNECTED");
    }

    @Test
    void C4_asking_twice_drains_once() throws Exception {
        ChildProcess program = program("twice", "idle");

        program.signal("INT");

        assertThat(program.exitCode()).isEqualTo(INT);
        assertThat(program.said()).containsOnlyOnce("draining");
    }

    @Test
    void C4_a_second_signal_forces() throws Exception {
        ChildProcess program = program("call", "stuck");
        program.signal("TERM");
        program.awaits("draining");

        long second = System.nanoTime();
        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(within(Duration.ofSeconds(5)));
        assertThat(program.said()).noneMatch(line -> line.startsWith("drained"));
    }

    @Test
    void C4_an_ignored_signal_is_left_alone_and_the_other_still_drains() throws Exception {
        ChildProcess program = keep(ChildProcess.startIgnoring("INT", server().uri(), "call", "idle"));
        program.awaits("ready");

        program.signal("INT");
        program.ask();
        program.awaits("state CONNECTED");
        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).containsSubsequence("state CONNECTED", "draining", "hook CLOSED");
    }

    @Test
    void C4_the_exit_code_can_be_set() throws Exception {
        ChildProcess program = program("seven", "idle");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(7);
        assertThat(program.said()).contains("draining");
    }

    @Test
    void C4_a_function_for_the_exit_code_that_throws_holds_up_no_stop() throws Exception {
        ChildProcess program = program("throwing", "idle");

        program.signal("TERM");

        assertThat(program.exitCode()).isEqualTo(TERM);
        assertThat(program.said()).contains("draining");
    }
}
