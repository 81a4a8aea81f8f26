package dev.meerkat.model;

/**
 * What {@link IndexedModel#syncIndexes(IndexSync)} may do beyond its safe default. Immutable. Source: contract I5.
 *
 * @param dropsUnknown whether indexes that no model of the connection declares are dropped
 * @param dropsFirst whether an index whose successor cannot be built beside it is dropped before
 */
public record IndexSync(boolean dropsUnknown, boolean dropsFirst) {
    /** Builds before it drops, and drops only what it replaces. */
    public static final IndexSync SAFE = new IndexSync(false, false);

    /** This, and drops the indexes that no model of this connection declares; those of other applications too. */
    public IndexSync dropUnknown() {
        return new IndexSync(true, dropsFirst);
    }

    /**
     * This, and drops an index first where the server cannot have the old and the new one together: while the new one is built, queries do
     * without it and a unique index enforces nothing.
     */
    public IndexSync dropFirst() {
        return new IndexSync(dropsUnknown, true);
    }
}
