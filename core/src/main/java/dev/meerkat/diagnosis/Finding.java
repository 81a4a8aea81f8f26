package dev.meerkat.diagnosis;

/**
 * Something found that somebody should know of: a failure, explained, or a practice that invites one.
 *
 * <p>Immutable and free of secrets. Source: contract D1 to D3.
 */
public sealed interface Finding permits Diagnosis, Lint {
    /** The stable code, safe to match on. */
    String code();

    /** What was found, in one sentence without a full stop. */
    String message();

    /** What to do about it, in one sentence without a full stop. */
    String fix();
}
