package dev.meerkat.health;

import java.util.List;
import java.util.stream.Stream;

/**
 * The answer to a supervisor's question about the whole application, from memory. Immutable. Source: contract H1.
 *
 * @param question what was asked
 * @param passed the answer
 * @param checks what it rests on, in the registry's order; none for {@link Question#LIVE}
 */
public record Probe(Question question, boolean passed, List<Check> checks) {
    /** Copies the list. */
    public Probe {
        checks = List.copyOf(checks);
    }

    /** What a supervisor asks. */
    public enum Question {
        /** Should the process be left alone? Never looks at a database: a restart mends none. */
        LIVE,
        /** May it get work? It does not stop; every required connection is connected, or in an outage shorter than its grace, and none drains. */
        READY,
        /** Is the start over? There is a connection, and every required one has been connected once. */
        STARTED
    }

    /**
     * One connection's part in an answer.
     *
     * @param connection the connection's name
     * @param required whether the answer depends on it
     * @param passed its own answer
     * @param text the state in words: {@code UP}, or the first reason
     */
    public record Check(String connection, boolean required, boolean passed, String text) {}

    /** Liveness: this code runs, so the process does. */
    public static Probe live() {
        return new Probe(Question.LIVE, true, List.of());
    }

    /** Readiness of an application with these connections; one without any is ready. */
    public static Probe ready(List<Health> connections) {
        List<Check> checks =
                connections.stream().map(each -> check(each, each.ready())).toList();
        return new Probe(Question.READY, needed(checks).allMatch(Check::passed), checks);
    }

    /** Readiness of an application that stops, however well its connections are: not. */
    public static Probe stopping(List<Health> connections) {
        List<Check> checks = connections.stream()
                .map(each -> new Check(each.connection(), each.required(), false, "the application is stopping"))
                .toList();
        return new Probe(Question.READY, false, checks);
    }

    /** Whether an application with these connections has started; one without any has not. */
    public static Probe started(List<Health> connections) {
        List<Check> checks =
                connections.stream().map(each -> check(each, each.started())).toList();
        return new Probe(Question.STARTED, !checks.isEmpty() && needed(checks).allMatch(Check::passed), checks);
    }

    private static Stream<Check> needed(List<Check> checks) {
        return checks.stream().filter(Check::required);
    }

    private static Check check(Health health, boolean passed) {
        String text = health.reasons().isEmpty()
                ? health.status().name()
                : health.reasons().get(0).text();
        return new Check(health.connection(), health.required(), passed, text);
    }
}
