package dev.meerkat.diagnosis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the doctor found: every step, up to the one that is broken. Immutable; free of secrets. Source: contract D2.
 *
 * @param uri the connection string with {@code <hidden>} for secrets
 * @param took how long all of it took
 * @param steps all steps in order; those behind a broken one are skipped
 */
public record Checkup(String uri, Duration took, List<StepReport> steps) {
    /** Copies the list. */
    public Checkup {
        steps = List.copyOf(steps);
    }

    /** The worst outcome of all steps: OK, FINDING or BROKEN. */
    public StepOutcome outcome() {
        return steps.stream()
                .map(StepReport::outcome)
                .max(Comparator.naturalOrder())
                .orElse(StepOutcome.OK);
    }

    /** The report of one step. */
    public StepReport step(Step step) {
        return steps.stream()
                .filter(each -> each.step() == step)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no report of step " + step));
    }

    /** Why the connection cannot be used; empty when it can. */
    public Optional<Diagnosis> cause() {
        return steps.stream()
                .filter(step -> step.outcome() == StepOutcome.BROKEN)
                .flatMap(step -> step.findings().stream())
                .filter(Diagnosis.class::isInstance)
                .map(Diagnosis.class::cast)
                .findFirst();
    }

    /** All that was found, in the order of the steps. */
    public List<Finding> findings() {
        return steps.stream().flatMap(step -> step.findings().stream()).toList();
    }

    /** One line for each step and finding. */
    @Override
    public String toString() {
        return steps.stream().map(Checkup::line).collect(Collectors.joining("\n"));
    }

    private static String line(StepReport step) {
        String findings =
                step.findings().stream().map(found -> "\n    " + found).collect(Collectors.joining());
        return step.outcome() + " " + step.step().title() + ": " + step.told() + findings;
    }
}
