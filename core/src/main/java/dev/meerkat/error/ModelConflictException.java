package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A model of that name exists on the connection with another definition. Source: contract I1. */
public final class ModelConflictException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ModelConflictException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }
}
