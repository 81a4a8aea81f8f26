package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** The connection is connecting or interrupted and the operation failed fast or waited in vain. Source: contract G2, G3, S16. */
public final class ConnectionUnavailableException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ConnectionUnavailableException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Diagnosis, Throwable)}. */
    public ConnectionUnavailableException(
            String message, Diagnosis diagnosis, @Nullable Diagnosis lastFailure, @Nullable Throwable cause) {
        super(message, diagnosis, lastFailure, cause);
    }
}
