package dev.meerkat.diagnosis;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The explained cause of a failure: which problem of the catalogue, what happened, where, and what to do.
 *
 * <p>Immutable and safe to share between threads. Holds no secret: {@link #message()} and {@link #toString()} may be logged as they are.
 * Source: contract D1.
 */
public final class Diagnosis {
    private final Problem problem;
    private final String message;
    private final @Nullable String host;
    private final @Nullable Throwable cause;

    private Diagnosis(Problem problem, String message, @Nullable String host, @Nullable Throwable cause) {
        this.problem = Objects.requireNonNull(problem, "problem");
        this.message = Objects.requireNonNull(message, "message");
        this.host = host;
        this.cause = cause;
    }

    /** Makes a diagnosis; {@code message} says what happened in one sentence without secrets. */
    public static Diagnosis of(Problem problem, String message, @Nullable String host, @Nullable Throwable cause) {
        return new Diagnosis(problem, message, host, cause);
    }

    /** Explains any throwable, the driver's included; an unknown one becomes {@link Problem#UNKNOWN}. Source: contract G8. */
    public static Diagnosis of(Throwable failure) {
        return Classifier.classify(failure);
    }

    /** The catalogue entry. */
    public Problem problem() {
        return problem;
    }

    /** The stable code of the catalogue entry, for example {@code MK-AUTH-FAILED}. */
    public String code() {
        return problem.code();
    }

    /** What happened, in one sentence. */
    public String message() {
        return message;
    }

    /** What to do about it. */
    public String fix() {
        return problem.fix();
    }

    /** Whether trying again without a change cannot help. */
    public boolean fatal() {
        return problem.fatal();
    }

    /** The server the failure came from, as host:port, where one is known. */
    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /** The failure this diagnosis explains, where there was one. */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    @Override
    public String toString() {
        return code() + ": " + message + (host == null ? "" : " (host=" + host + ")") + ". Fix: " + fix();
    }
}
