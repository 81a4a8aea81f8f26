package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A schema or a class that no model can be made from: every problem is in the one message. Source: contract I1, I2. */
public final class InvalidModelException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public InvalidModelException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }
}
