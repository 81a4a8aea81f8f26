package dev.meerkat.diagnosis;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The explained cause of a failure: which problem of the catalogue, what happened, where, and what to do.
 *
 * <p>Immutable and safe to share between threads. Holds no secret: {@link #message()}, {@link #fix()} and
 * {@link #toString()} may be logged as they are. Source: contract D1.
 */
public final class Diagnosis implements Finding {
    private final Problem problem;
    private final String message;
    private final String fix;
    private final boolean fatal;
    private final @Nullable String host;
    private final @Nullable Throwable cause;

    private Diagnosis(
            Problem problem,
            String message,
            String fix,
            boolean fatal,
            @Nullable String host,
            @Nullable Throwable cause) {
        this.problem = Objects.requireNonNull(problem, "problem");
        this.message = Objects.requireNonNull(message, "message");
        this.fix = Objects.requireNonNull(fix, "fix");
        this.fatal = fatal;
        this.host = host;
        this.cause = SafeCause.of(cause);
    }

    /** Makes a diagnosis; {@code message} says what happened in one sentence without secrets and full stop. */
    public static Diagnosis of(Problem problem, String message, @Nullable String host, @Nullable Throwable cause) {
        return new Diagnosis(problem, message, problem.fix(), problem.fatal(), host, cause);
    }

    /**
     * Explains any throwable, the driver's included; an unknown one becomes {@link Problem#UNKNOWN}.
     *
     * <p>A failure that is {@link Diagnosed} keeps its own explanation. Source: contract G8.
     */
    public static Diagnosis of(Throwable failure) {
        return Classifier.classify(failure, Stage.OPERATION, null);
    }

    /**
     * Explains a failure met while a connection was being opened or checked.
     *
     * <p>Differs from {@link #of(Throwable)} where the same exception means something else: no answer is silence of the
     * server rather than a slow operation, and rubbish is somebody else's protocol. {@code host}, as host:port, is
     * for failures that do not name their server. Source: contract O3.
     */
    public static Diagnosis ofConnecting(Throwable failure, @Nullable String host) {
        return Classifier.classify(failure, Stage.CONNECTING, host);
    }

    /** The same with another remedy, for a case that is better known than the catalogue's. */
    public Diagnosis withFix(String otherFix) {
        return new Diagnosis(problem, message, otherFix, fatal, host, cause);
    }

    /** The same, not fatal: another server may still serve the connection. */
    public Diagnosis withoutFatality() {
        return new Diagnosis(problem, message, fix, false, host, cause);
    }

    /** The same with a further finding in its message. */
    public Diagnosis withDetail(String detail) {
        return new Diagnosis(problem, message + "; " + detail, fix, fatal, host, cause);
    }

    /** The same with the server it came from, unless one is known already. */
    public Diagnosis withHost(String server) {
        return host != null ? this : new Diagnosis(problem, message, fix, fatal, server, cause);
    }

    /** The same with the failure it explains, unless one is known already. */
    public Diagnosis withCause(@Nullable Throwable failure) {
        return cause != null ? this : new Diagnosis(problem, message, fix, fatal, host, failure);
    }

    /** The catalogue entry. */
    public Problem problem() {
        return problem;
    }

    /** The stable code of the catalogue entry, for example {@code MK-AUTH-FAILED}. */
    @Override
    public String code() {
        return problem.code();
    }

    /** What happened, in one sentence without a full stop. */
    @Override
    public String message() {
        return message;
    }

    /** What to do about it, in one sentence without a full stop; the catalogue's unless this case has a better one. */
    @Override
    public String fix() {
        return fix;
    }

    /** Whether trying again without a change cannot help; the catalogue's unless other servers may still serve. */
    public boolean fatal() {
        return fatal;
    }

    /** The server the failure came from, as host:port, where one is known. */
    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /** The failure this diagnosis explains, where there was one, without the wrappers that quote a login. */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /** {@code CODE: what happened (host=…). Fix: …}; the host only where the message does not name it. */
    @Override
    public String toString() {
        String where = host == null || message.contains(host) ? "" : " (host=" + host + ")";
        return code() + ": " + message + where + ". Fix: " + fix;
    }
}
