package dev.meerkat.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * Where in a document a value stands, written out only when something is wrong there. Immutable.
 *
 * @param parent what it is in; null for the document itself
 * @param name its name in there
 */
record Place(@Nullable Place parent, String name) {
    /** The document itself. */
    static final Place WHOLE = new Place(null, "");

    Place child(String field) {
        return new Place(this, field);
    }

    /** The path of a field in here: {@code address.city}, {@code tags.0}. */
    String path(String field) {
        String here = toString();
        return here.isEmpty() ? field : here + "." + field;
    }

    @Override
    public String toString() {
        return parent == null ? name : parent.path(name);
    }
}
