package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** Somebody waited for a change stream that has ended. Source: contract I7. */
public final class ChangeStreamEndedException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ChangeStreamEndedException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }
}
