package dev.meerkat.internal.model;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidFilterException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, until it is told all at once. Thread safety: none. Source: contract I3. */
final class Violations {
    private static final int SHOWN = 20;

    private final String model;
    private List<Violation> found = List.of();
    private int number = -1;
    private @Nullable Throwable cause;

    /** Nothing found yet; {@code model} is how the message names the model. */
    Violations(String model) {
        this.model = model;
    }

    /** What follows is of that one of several documents or writes. */
    void of(int which) {
        number = which;
    }

    void add(String path, @Nullable Object value, boolean secret, String rule, String message) {
        tell(path, secret && value != null ? Violation.HIDDEN : value, rule, message);
    }

    private void tell(String path, @Nullable Object value, String rule, String message) {
        if (found.isEmpty()) {
            found = new ArrayList<>();
        }
        String which = number < 0 ? "" : "[" + number + "]";
        String whole = which.isEmpty() || path.isEmpty() ? which + path : which + "." + path;
        found.add(new Violation(whole, value, rule, message));
    }

    /** Something of the application's own threw; what it says of a secret value stays unsaid. */
    void threw(String path, boolean secret, String rule, Throwable thrown) {
        cause = secret ? cause : thrown;
        tell(path, null, rule, "threw " + (secret ? thrown.getClass().getName() : thrown.toString()));
    }

    boolean none() {
        return found.isEmpty();
    }

    int size() {
        return found.size();
    }

    /** Throws what was found in documents or an update. */
    void refuseWrite() {
        if (!found.isEmpty()) {
            Diagnosis diagnosis = diagnosis(Problem.INVALID_DOCUMENT, "cannot be written");
            throw new ValidationException(diagnosis.toString(), diagnosis, found, cause);
        }
    }

    /** Throws what was found in a filter. */
    void refuseFilter() {
        if (!found.isEmpty()) {
            Diagnosis diagnosis = diagnosis(Problem.INVALID_FILTER, "cannot be filtered by this");
            throw new InvalidFilterException(diagnosis.toString(), diagnosis, found, cause);
        }
    }

    private Diagnosis diagnosis(Problem problem, String what) {
        String all = found.stream().limit(SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
        String more = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
        return Diagnosis.of(problem, model + " " + what + ": " + all + more, null, cause);
    }
}
