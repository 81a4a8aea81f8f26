package dev.meerkat.model;

/**
 * The fields that tell when a document was made and last changed; the model writes both. Source: contract I2.
 *
 * @param createdAt set once, when the document is made
 * @param updatedAt set by every write through the model
 */
public record Timestamps(String createdAt, String updatedAt) {
    /** The names Mongoose gives them. */
    public static final Timestamps DEFAULT = new Timestamps("createdAt", "updatedAt");
}
