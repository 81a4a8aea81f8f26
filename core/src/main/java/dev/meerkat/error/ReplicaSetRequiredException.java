package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A transaction or a change stream was asked of a standalone server, which has neither. Source: contract I6, I7. */
public final class ReplicaSetRequiredException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ReplicaSetRequiredException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }
}
