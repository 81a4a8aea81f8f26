package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.CommandScript;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D2, O6: whoever interrupts an examination is told so, and not that the server is broken. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DoctorInterruptTest {
    /** The driver's first greeting of a server has an older name. */
    private static final Map<String, Set<String>> GREETINGS = Map.of("hello", Set.of("hello", "isMaster", "ismaster"));

    /** Examines on a thread that is interrupted as soon as the server has got {@code command}, and fails as that thread did. */
    private static void interruptedAt(String command, CommandScript script) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedListener listener = ScriptedListener.mongo((address, got) -> {
            if (GREETINGS.getOrDefault(command, Set.of(command)).contains(got.getFirstKey())) {
                asked.countDown();
            }
            return script.answer(address, got);
        });
        Leaks leaks = Leaks.beforeOn(listener.port());
        FutureTask<Checkup> examination = new FutureTask<>(
                () -> SetUp.of(listener.uri() + "?replicaSet=rs0").examine());
        Thread examiner = new Thread(examination, "examiner");
        try (listener) {
            examiner.start();
            asked.await();
            examiner.interrupt();
            assertThat(examination)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(WaitInterruptedException.class)
                    .withMessageContaining("MK-WAIT-INTERRUPTED");
            leaks.awaitNone(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "ping", "listCollections", "buildInfo"})
    void D2_an_interrupt_while_the_server_owes_an_answer_ends_the_examination(String command) throws Exception {
        interruptedAt(command, SetUp.answering(HelloScript.primary("rs0")).on(command, Answer.silence()));
    }

    @Test
    void D2_an_interrupt_while_other_members_owe_one_ends_it_too() throws Exception {
        HelloScript script = SetUp.answering(HelloScript.primary("rs0"));
        try (ScriptedListener silent = ScriptedListener.silent()) {
            interruptedAt(
                    "buildInfo",
                    (address, command) ->
                            script.hosts(address, silent.address()).answer(address, command));
        }
    }
}
