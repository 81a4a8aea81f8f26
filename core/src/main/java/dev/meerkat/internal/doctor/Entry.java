package dev.meerkat.internal.doctor;

import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Finding;
import dev.meerkat.diagnosis.HostReport;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step's report while the step goes on. Confined to one thread. */
final class Entry {
    private final Step step;
    private final TimeSource time;
    private final long began;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<HostReport> hosts = new ArrayList<>();
    private final List<Finding> own = new ArrayList<>();

    Entry(Step step, TimeSource time) {
        this.step = step;
        this.time = time;
        this.began = time.nanos();
    }

    Entry figure(String name, Object value) {
        figures.put(name, value);
        return this;
    }

    void host(ServerAddress host, String told, Map<String, Object> hostFigures) {
        hosts.add(new HostReport(ServerText.host(host), told, hostFigures, Optional.empty()));
    }

    void host(ServerAddress host, String told, Map<String, Object> hostFigures, Finding finding) {
        hosts.add(new HostReport(ServerText.host(host), told, hostFigures, Optional.of(finding)));
    }

    void lint(LintRule rule, String message) {
        own.add(new Lint(rule, message));
    }

    /** A step that can be gone on from, with findings or without. */
    StepReport passed(String told) {
        return passed(told, Duration.ofNanos(time.nanos() - began));
    }

    StepReport passed(String told, Duration took) {
        boolean found =
                !own.isEmpty() || hosts.stream().anyMatch(host -> host.finding().isPresent());
        return report(found ? StepOutcome.FINDING : StepOutcome.OK, took, told);
    }

    /** A step that ends the examination; the cause is the first finding, the step's own or a host's. */
    StepReport broken(String told) {
        return report(StepOutcome.BROKEN, Duration.ofNanos(time.nanos() - began), told);
    }

    StepReport broken(String told, Diagnosis cause) {
        return broken(told, cause, Duration.ofNanos(time.nanos() - began));
    }

    StepReport broken(String told, Diagnosis cause, Duration took) {
        own.add(0, cause);
        return report(StepOutcome.BROKEN, took, told);
    }

    static StepReport skipped(Step step, String why) {
        return new StepReport(step, StepOutcome.SKIPPED, Duration.ZERO, why, Map.of(), List.of(), List.of());
    }

    /** How many hosts passed; of a single one what was found there. */
    String told(int passed, int all, String verb) {
        if (all == 1 && hosts.size() == 1) {
            return hosts.get(0).told();
        }
        return passed + " of " + all + " hosts " + verb;
    }

    private StepReport report(StepOutcome outcome, Duration took, String told) {
        return new StepReport(step, outcome, took, told, figures, hosts, own);
    }
}
