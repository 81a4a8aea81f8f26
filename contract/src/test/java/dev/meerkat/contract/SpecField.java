package dev.meerkat.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a random schema, in the test's own words: the generator of documents and the straightforward check read these, the model's
 * schema is built from them.
 *
 * @param name its name
 * @param kind what it holds
 * @param list whether it is a list of that
 * @param required whether it must be there
 * @param low lowest number, or least length of a text
 * @param high highest number, or greatest length of a text
 * @param oneOf the only texts allowed; empty means any
 * @param nested the fields of a document
 */
record SpecField(
        String name,
        Kind kind,
        boolean list,
        boolean required,
        @Nullable Integer low,
        @Nullable Integer high,
        List<String> oneOf,
        List<SpecField> nested) {
    enum Kind {
        TEXT,
        INT,
        LONG,
        DOUBLE,
        TRUTH,
        DATE,
        ID,
        COLOUR,
        DOCUMENT
    }

    enum Colour {
        RED,
        GREEN
    }
}
