package dev.meerkat.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one step of the doctor found. Immutable; free of secrets. Source: contract D2.
 *
 * @param step which one
 * @param outcome what became of it
 * @param took how long it took; zero where it was skipped
 * @param told the result in a few words
 * @param figures the same for programs: text, numbers, or lists of text, by name
 * @param hosts each host by itself, where the step looks at hosts
 * @param own what was found that belongs to no single host; of a broken step the cause is the first
 */
public record StepReport(
        Step step,
        StepOutcome outcome,
        Duration took,
        String told,
        Map<String, Object> figures,
        List<HostReport> hosts,
        List<Finding> own) {
    private static final String NOT_REACHED = "not reached";

    /** Copies the collections. */
    public StepReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        hosts = List.copyOf(hosts);
        own = List.copyOf(own);
    }

    /** The report of a step that the examination did not come to, since one before it is broken. */
    public static StepReport unreached(Step step) {
        return new StepReport(step, StepOutcome.SKIPPED, Duration.ZERO, NOT_REACHED, Map.of(), List.of(), List.of());
    }

    /** The same without what these rules have found. */
    public StepReport without(Set<LintRule> rules) {
        List<HostReport> kept = hosts.stream()
                .map(host ->
                        host.finding().filter(finding -> of(finding, rules)).isPresent()
                                ? new HostReport(host.host(), host.told(), host.figures(), Optional.empty())
                                : host)
                .toList();
        List<Finding> left = own.stream().filter(finding -> !of(finding, rules)).toList();
        boolean well =
                left.isEmpty() && kept.stream().allMatch(host -> host.finding().isEmpty());
        StepOutcome now = outcome == StepOutcome.FINDING && well ? StepOutcome.OK : outcome;
        return new StepReport(step, now, took, told, figures, kept, left);
    }

    /** Whether the examination came so far; a step after a broken one is skipped without. */
    public boolean reached() {
        return outcome != StepOutcome.SKIPPED || !told.equals(NOT_REACHED);
    }

    private static boolean of(Finding finding, Set<LintRule> rules) {
        return finding instanceof Lint lint && rules.contains(lint.rule());
    }

    /** All that was found, the step's own first, then each host's. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(own);
        hosts.forEach(host -> host.finding().ifPresent(all::add));
        return List.copyOf(all);
    }
}
