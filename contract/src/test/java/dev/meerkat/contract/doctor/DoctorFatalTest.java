package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ProcessorPressure;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D2: causes that time does not heal are told apart, each in less than three seconds. */
final class DoctorFatalTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Loads the classes, so that what is timed is the doctor. */
    @BeforeAll
    static void one_examination_of_a_healthy_server() {
        try (SetUp healthy = SetUp.scripted(HelloScript.standalone(), "")) {
            assertThat(healthy.examine().cause()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void D2_the_cause_is_told_at_its_step_with_its_code_and_soon(FatalSetUp broken) {
        try (SetUp setUp = broken.make.get()) {
            ProcessorPressure pressure = ProcessorPressure.sinceNow();
            Checkup checkup = setUp.examine();

            assertThat(checkup.cause().map(Diagnosis::problem))
                    .as("%s", checkup)
                    .contains(broken.problem);
            assertThat(checkup.outcome()).isEqualTo(StepOutcome.BROKEN);
            Step step = checkup.steps().stream()
                    .filter(each -> each.outcome() == StepOutcome.BROKEN)
                    .map(StepReport::step)
                    .findFirst()
                    .orElseThrow();
            assertThat(broken.steps()).as("%s", checkup).contains(step);
            assertThat(checkup.steps()
                            .subList(step.ordinal() + 1, checkup.steps().size()))
                    .as("%s", checkup)
                    .allMatch(after -> after.outcome() == StepOutcome.SKIPPED);
            assertThat(checkup.took()).isLessThan(pressure.allowing(LIMIT));
            assertThat(checkup.toString()).doesNotContain("lovelace", "ada:");
        }
    }
}
