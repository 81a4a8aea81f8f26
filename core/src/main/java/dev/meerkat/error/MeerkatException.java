package dev.meerkat.error;

import com.mongodb.MongoClientException;
import dev.meerkat.diagnosis.Diagnosed;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
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

    /** Makes an exception whose text is {@code message} and whose explanation is {@code diagnosis}. */
    public MeerkatException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, cause);
        this.diagnosis = diagnosis;
        this.problemCode = diagnosis.code();
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
