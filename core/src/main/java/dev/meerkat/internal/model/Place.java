package dev.meerkat.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * Where in a document a value stands, written out only when something is wrong there. Immutable.
 *
 * @param parent what it is in; null for the whole
 * @param name its name in there, if it has one
 * @param index its number in there otherwise
 */
record Place(@Nullable Place parent, @Nullable String name, int index) {
    /** A document that stands for itself. */
    static final Place WHOLE = new Place(null, "", -1);

    /** The number of a document that stands for itself. */
    static final int ALONE = -1;

    /** One of several documents; below 0, one that stands for itself. */
    static Place numbered(int index) {
        return index < 0 ? WHOLE : new Place(null, null, index);
    }

    Place child(String field) {
        return new Place(this, field, -1);
    }

    Place element(int number) {
        return new Place(this, null, number);
    }

    /** The path of a field in here: {@code address.city}, {@code tags.0}, {@code [3].name}. */
    String path(String field) {
        String here = toString();
        return here.isEmpty() ? field : here + "." + field;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return name == null ? "[" + index + "]" : name;
        }
        return parent.path(name == null ? String.valueOf(index) : name);
    }
}
