package dev.meerkat.internal.model;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is written of what was handed over: fills in, casts, checks. Returns the same object where nothing is to be done. Thread
 * safety: safe.
 *
 * @param <T> the model's type
 */
interface Preparation<T> {
    /** For a document that is to be inserted. */
    T insert(T document, Violations found);

    /** For a document that is to take the place of another; {@code guards} are told what that one must have. */
    T replace(T document, Guards guards, Violations found);

    /** What gives an object back the values it has now, after {@link #replace} filled in what was not written then. */
    default Runnable undo(T document) {
        return () -> {};
    }

    /** The document's {@code _id}; null if it has none. */
    @Nullable
    Object id(T document);

    /** Documents that nothing is known of: the driver itself gives them their id. */
    static Preparation<Document> open() {
        return new Preparation<>() {
            @Override
            public Document insert(Document document, Violations found) {
                return document;
            }

            @Override
            public Document replace(Document document, Guards guards, Violations found) {
                return document;
            }

            @Override
            public @Nullable Object id(Document document) {
                return document.get(Shape.ID);
            }
        };
    }
}
