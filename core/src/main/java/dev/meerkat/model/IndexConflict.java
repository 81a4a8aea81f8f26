package dev.meerkat.model;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.List;

/**
 * An index of the schema that the server cannot have as long as another index stands in its place. Immutable. Source: contract I5.
 *
 * @param wanted what the schema says
 * @param existing what stands in its place
 * @param differences what differs, each in a few words
 * @param remedy what {@link IndexedModel#syncIndexes(IndexSync)} does about it
 * @param diagnosis the same as a problem of the catalogue, with what to do
 */
public record IndexConflict(
        IndexDefinition wanted, ExistingIndex existing, List<String> differences, Remedy remedy, Diagnosis diagnosis) {
    /** How a conflict can be ended. */
    public enum Remedy {
        /** The server changes the existing index: only {@code hidden} or the age of a TTL index differs. */
        CHANGE,

        /** The new index is built beside the old one, under another name if the name is taken; then the old one is dropped. */
        REPLACE,

        /** The server has no place for both, so the old one must go first; done only with {@link IndexSync#dropFirst()}. */
        DROP_FIRST,

        /** This schema or that of another model wants the existing index as it is: they must agree first, on another name for example. */
        NONE
    }
}
