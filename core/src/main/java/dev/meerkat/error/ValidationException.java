package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document or an update that its schema forbids; nothing was written. Has every path at once. Source: contract I3. */
public final class ValidationException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Violation> violations;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public ValidationException(
            String message, Diagnosis diagnosis, List<Violation> violations, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
        this.violations = List.copyOf(violations);
    }

    /** All that is wrong; empty after deserialization, where the message has it in words. */
    public List<Violation> violations() {
        List<Violation> known = violations;
        return known == null ? List.of() : known;
    }
}
