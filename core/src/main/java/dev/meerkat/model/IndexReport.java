package dev.meerkat.model;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.IndexesFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What was done about a model's indexes. Immutable. Source: contract I5.
 *
 * @param model the model's name
 * @param namespace database and collection
 * @param policy what was to be done
 * @param collectionCreated whether the collection was created before ({@code autoCreate})
 * @param built names of the indexes built
 * @param changed names of the indexes changed in place
 * @param dropped names of the indexes dropped
 * @param kept names of the indexes that were as the schema says
 * @param failures what went wrong, in order
 * @param took how long it took
 */
public record IndexReport(
        String model,
        String namespace,
        IndexPolicy policy,
        boolean collectionCreated,
        List<String> built,
        List<String> changed,
        List<String> dropped,
        List<String> kept,
        List<Failure> failures,
        Duration took) {
    /**
     * Something that went wrong.
     *
     * @param name the index's name, null if it concerns all of the model's
     * @param diagnosis the explained cause
     */
    public record Failure(@Nullable String name, Diagnosis diagnosis) {
        /** The index's name; empty if it concerns all of the model's. */
        public Optional<String> index() {
            return Optional.ofNullable(name);
        }
    }

    /** Whether nothing went wrong. */
    public boolean ok() {
        return failures.isEmpty();
    }

    /**
     * This, if nothing went wrong: for those who want a start to fail.
     *
     * @throws IndexesFailedException with this report, in the words of the first failure
     */
    public IndexReport orThrow() {
        if (ok()) {
            return this;
        }
        throw IndexesFailedException.of(this);
    }

    /** One line. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(
                ", ", "indexes of " + namespace + " (model " + model + ", policy " + policy + "): ", "");
        if (collectionCreated) {
            text.add("collection created");
        }
        add(text, "built", built);
        add(text, "changed", changed);
        add(text, "dropped", dropped);
        text.add(kept.size() + " as they should be");
        failures.forEach(each ->
                text.add("failed " + each.index().map(name -> name + " ").orElse("") + each.diagnosis()));
        return text.toString();
    }

    private static void add(StringJoiner text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.add(what + " " + String.join(" ", names));
        }
    }
}
