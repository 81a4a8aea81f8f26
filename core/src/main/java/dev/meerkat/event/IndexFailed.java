package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something about a model's indexes went wrong: one could not be built, conflicts with an existing one, or differs from the schema.
 * Meerkat's own runs tell it so; they throw nothing. Extra. Source: contract I5.
 *
 * @param facts what every event carries
 * @param diagnosis the explained cause
 * @param model the model's name
 * @param namespace database and collection
 * @param name the index's name, null if it concerns all of the model's
 */
public record IndexFailed(
        Facts facts,
        Diagnosis diagnosis,
        String model,
        String namespace,
        @Nullable String name) implements FailureEvent {
    /** The index's name; empty if it concerns all of the model's. */
    public Optional<String> index() {
        return Optional.ofNullable(name);
    }
}
