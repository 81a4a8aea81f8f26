package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter with a value that cannot be cast, a key that the schema does not know, or an operator that came as data. Source: contract §4, I4. */
public final class InvalidFilterException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Violation> violations;

    /** See {@link MeerkatException#MeerkatException(String, Diagnosis, Throwable)}. */
    public InvalidFilterException(
            String message, Diagnosis diagnosis, List<Violation> violations, @Nullable Throwable cause) {
        super(message, diagnosis, cause);
        this.violations = List.copyOf(violations);
    }

    /** All that is wrong, with rule {@code type}, {@code unknown} or {@code operator}; empty after deserialization. */
    public List<Violation> violations() {
        List<Violation> known = violations;
        return known == null ? List.of() : known;
    }
}
