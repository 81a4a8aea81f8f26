package dev.meerkat.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What two fields of one name differ in. */
final class FieldDifference {
    private FieldDifference() {}

    static String of(Field mine, Field theirs) {
        List<String> found = new ArrayList<>();
        if (mine.type() instanceof FieldType.Nested own && theirs.type() instanceof FieldType.Nested other) {
            found.addAll(own.schema().differences(other.schema()));
        } else if (!mine.type().equals(theirs.type())) {
            found.add(theirs.type().text() + " instead of " + mine.type().text());
        }
        Rules before = mine.rules();
        Rules after = theirs.rules();
        compare(found, "required", before.required(), after.required());
        compare(found, "immutable", before.immutable(), after.immutable());
        compare(found, "secret", before.secret(), after.secret());
        compare(found, "min", before.min(), after.min());
        compare(found, "max", before.max(), after.max());
        compare(found, "minLength", before.minLength(), after.minLength());
        compare(found, "maxLength", before.maxLength(), after.maxLength());
        compare(found, "oneOf", before.oneOf(), after.oneOf());
        compare(found, "pattern", before.pattern(), after.pattern());
        if (!before.checks().equals(after.checks())) {
            found.add("other checks");
        }
        if (!Objects.equals(before.defaultValue(), after.defaultValue())) {
            found.add("another default");
        }
        return found.isEmpty() ? "other rules for its elements" : String.join(", ", found);
    }

    private static void compare(List<String> found, String rule, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            found.add(rule + " is " + after + " instead of " + before);
        }
    }
}
