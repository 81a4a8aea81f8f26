package dev.meerkat.error;

import com.mongodb.MongoClientException;
import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * What Meerkat itself decided: refused, waited in vain, gave up, was told something impossible.
 *
 * <p>The driver's own exceptions are never wrapped in it. The message has the form {@code CODE: what happened (details). Fix: …} and
 * holds no secret. Source: contract G8, design §4.
 */
public class MeerkatException extends MongoClientException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Diagnosis diagnosis;
    private final String problemCode;

    /** Makes an exception whose text is {@code message} and whose explanation is {@code diagnosis}. */
    public MeerkatException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, cause);
        this.diagnosis = diagnosis;
        this.problemCode = diagnosis.code();
    }

    /** The explanation; after deserialization one made from the message alone. */
    public Diagnosis diagnosis() {
        Diagnosis known = diagnosis;
        return known != null ? known : Diagnosis.of(this);
    }

    /** The stable code of the diagnosis. */
    public String problemCode() {
        return problemCode;
    }
}
