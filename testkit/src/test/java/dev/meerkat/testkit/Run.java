package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A class of tests, run by JUnit inside a test, and what came of it. */
record Run(EngineExecutionResults results) {
    static Run of(Class<?> tests) {
        return new Run(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute());
    }

    /** Fails unless every test passed, and there was one. */
    void passed() {
        assertThat(failures()).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
    }

    /** The one failure there must be. */
    Throwable failure() {
        assertThat(failures()).hasSize(1);
        return failures().get(0);
    }

    private List<Throwable> failures() {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }
}
