package dev.meerkat.lab;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the lab itself fails: a server that is absent or does not start, a port that cannot be had. Never a fault
 * the lab makes on purpose.
 */
public final class LabException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Made by the lab.
     *
     * @param message code, what happened, and what to do about it
     * @param cause the failure underneath, or null
     */
    public LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
