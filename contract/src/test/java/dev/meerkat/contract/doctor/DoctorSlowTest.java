package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.StepOutcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D2: silence costs seconds, never thirty. All patients are examined at the same time, since each mostly waits. */
final class DoctorSlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Map<SlowSetUp, CompletableFuture<Checkup>> CHECKUPS = new EnumMap<>(SlowSetUp.class);
    private static final ExecutorService DOCTORS = Executors.newCachedThreadPool();

    @BeforeAll
    static void begin() {
        for (SlowSetUp each : SlowSetUp.values()) {
            CHECKUPS.put(each, CompletableFuture.supplyAsync(() -> examine(each), DOCTORS));
        }
    }

    private static Checkup examine(SlowSetUp each) {
        try (SetUp setUp = each.make.get()) {
            return setUp.examine();
        }
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
        assertThat(checkup.took()).isLessThan(LIMIT);
        assertThat(checkup.toString()).doesNotContain("lovelace", "ada:");
    }
}
