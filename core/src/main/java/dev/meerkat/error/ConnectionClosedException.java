package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** The connection is new, draining, closed or failed, or was closed while the caller waited. Source: contract G4, G5, S7, C1. */
public final class ConnectionClosedException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ConnectionClosedException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Diagnosis, Throwable)}. */
    public ConnectionClosedException(
            String message, Diagnosis diagnosis, @Nullable Diagnosis lastFailure, @Nullable Throwable cause) {
        super(message, diagnosis, lastFailure, cause);
    }
}
