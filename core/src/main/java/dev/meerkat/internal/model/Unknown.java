package dev.meerkat.internal.model;

import dev.meerkat.options.StrictQuery;

/** What becomes of a key that the schema does not know. Source: contract §4, {@code strictQuery}. */
enum Unknown {
    KEEP,
    REMOVE,
    REFUSE;

    static Unknown inReads(StrictQuery strictQuery) {
        return switch (strictQuery) {
            case FALSE -> KEEP;
            case TRUE -> REMOVE;
            case THROW -> REFUSE;
        };
    }
}
