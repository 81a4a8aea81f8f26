package dev.meerkat.error;

import com.mongodb.MongoClientException;
import dev.meerkat.diagnosis.Diagnosed;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Meerkat itself decided: refused, waited in vain, gave up, was told something impossible.
 *
 * <p>The driver's own exceptions are never wrapped in it. The message has the form {@code CODE: what happened (details). Fix: …} and
 * holds no secret. Source: contract G8, design §4.
 */
public class MeerkatException extends MongoClientException implements Diagnosed {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Diagnosis diagnosis;
    private final String problemCode;

    private final transient @Nullable Diagnosis lastFailure;

    /** Makes an exception whose text is {@code message} and whose explanation is {@code diagnosis}. */
    public MeerkatException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        this(message, diagnosis, null, cause);
    }

    /** As the other constructor, for a refusal that follows an earlier failure of the connection. */
    public MeerkatException(
            String message, Diagnosis diagnosis, @Nullable Diagnosis lastFailure, @Nullable Throwable cause) {
        super(message, cause);
        this.diagnosis = diagnosis;
        this.lastFailure = lastFailure;
        this.problemCode = diagnosis.code();
    }

    /** The connection's last explained failure before this refusal: why it was not there. Empty after deserialization. Source: contract G3. */
    public Optional<Diagnosis> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** The explanation; after deserialization one made from code and message alone. */
    @Override
    public Diagnosis diagnosis() {
        Diagnosis known = diagnosis;
        if (known != null) {
            return known;
        }
        Problem problem = Problem.ofCode(problemCode).orElse(Problem.UNKNOWN);
        return Diagnosis.of(problem, String.valueOf(getMessage()), null, getCause());
    }

    /** The stable code of the diagnosis. */
    public String problemCode() {
        return problemCode;
    }
}
