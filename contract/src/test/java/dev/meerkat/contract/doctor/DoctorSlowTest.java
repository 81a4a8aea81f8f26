package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Doctor;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.lab.ScriptedListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D2: silence costs seconds, never thirty. All patients are examined at the same time, since each mostly waits. */
final class DoctorSlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Map<SlowSetUp, CompletableFuture<Checkup>> CHECKUPS = new EnumMap<>(SlowSetUp.class);
    private static final ExecutorService DOCTORS = Executors.newCachedThreadPool();
    private static ProcessorPressure pressure = ProcessorPressure.sinceNow();
    private static CompletableFuture<Checkup> late = new CompletableFuture<>();

    @BeforeAll
    static void begin() {
        pressure = ProcessorPressure.sinceNow();
        late = CompletableFuture.supplyAsync(DoctorSlowTest::examineOneThatAnswersLate, DOCTORS);
        for (SlowSetUp each : SlowSetUp.values()) {
            CHECKUPS.put(each, CompletableFuture.supplyAsync(() -> examine(each), DOCTORS));
        }
    }

    private static Checkup examine(SlowSetUp each) {
        try (SetUp setUp = each.make.get()) {
            return setUp.examine();
        }
    }

    /** Each command on its own is answered in time. */
    private static Checkup examineOneThatAnswersLate() {
        HelloScript script = HelloScript.standalone();
        for (String command : List.of("ping", "listCollections", "buildInfo", "serverStatus")) {
            script = script.on(command, Answer.ok().after(Duration.ofMillis(1500)));
        }
        try (SetUp setUp = SetUp.at(ScriptedListener.mongo(script), "")) {
            return Doctor.of(setUp.options().uri().toString()).examine();
        }
    }

    @Test
    void D2_a_server_that_answers_each_command_late_is_given_up_when_the_time_is_over_and_not_called_broken() {
        Checkup checkup = late.join();

        assertThat(checkup.took()).as("%s", checkup).isLessThan(pressure.allowing(LIMIT));
        assertThat(checkup.cause()).as("%s", checkup).isEmpty();
        assertThat(checkup.step(Step.ROUND_TRIP).figures().getOrDefault("pings", 0))
                .as("%s", checkup)
                .isIn(0, 1, 2, 3);
    }

    @AfterAll
    static void end() {
        DOCTORS.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void D2_the_cause_is_told_at_its_step_with_its_code_within_seconds(SlowSetUp broken) {
        Checkup checkup = CHECKUPS.get(broken).join();

        assertThat(checkup.cause().map(Diagnosis::problem)).as("%s", checkup).contains(broken.problem);
        assertThat(checkup.step(broken.step).outcome()).as("%s", checkup).isEqualTo(StepOutcome.BROKEN);
        assertThat(checkup.took()).isLessThan(pressure.allowing(LIMIT));
        assertThat(checkup.toString()).doesNotContain("lovelace", "ada:");
    }
}
