package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** The document was changed by somebody else since it was read: its version is another. Nothing was written. Source: contract I2. */
public final class StaleVersionException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public StaleVersionException(String message, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
    }
}
