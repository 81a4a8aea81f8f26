package dev.meerkat.diagnosis;

import java.util.Objects;

/**
 * A practice that was found, and where: usable as it is, and likely to hurt one day.
 *
 * <p>Immutable. Two are equal if rule and message are. Source: contract D3.
 *
 * @param rule which practice, with its reason and remedy
 * @param message what was found here, in one sentence without secrets and full stop
 */
public record Lint(LintRule rule, String message) implements Finding {
    /** Checks that nothing is missing. */
    public Lint {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String code() {
        return rule.code();
    }

    /** Why that is a bad idea, in one sentence without a full stop. */
    public String reason() {
        return rule.reason();
    }

    @Override
    public String fix() {
        return rule.fix();
    }

    /** {@code CODE: what was found. Why: reason. Fix: remedy}. */
    @Override
    public String toString() {
        return code() + ": " + message + ". Why: " + reason() + ". Fix: " + fix();
    }
}
