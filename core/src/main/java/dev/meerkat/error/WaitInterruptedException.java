package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** The waiting thread was interrupted; its interrupt flag is set again. Source: contract O6. */
public final class WaitInterruptedException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public WaitInterruptedException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Diagnosis, Throwable)}. */
    public WaitInterruptedException(
            String message, Diagnosis diagnosis, @Nullable Diagnosis lastFailure, @Nullable Throwable cause) {
        super(message, diagnosis, lastFailure, cause);
    }
}
