package dev.meerkat.model;

import org.bson.BsonDocument;

/**
 * An index that the server has. Immutable.
 *
 * @param name its name
 * @param keys its keys, as the server tells them: a text index's are {@code _fts} and {@code _ftsx}
 * @param description everything the server tells about it
 */
public record ExistingIndex(String name, BsonDocument keys, BsonDocument description) {
    /** The index from an entry of {@code listIndexes}. */
    public static ExistingIndex of(BsonDocument entry) {
        return new ExistingIndex(entry.getString("name").getValue(), entry.getDocument("key"), entry);
    }

    /** Name and keys. */
    @Override
    public String toString() {
        return name + " " + keys.toJson();
    }
}
