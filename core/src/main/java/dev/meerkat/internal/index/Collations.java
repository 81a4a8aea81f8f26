package dev.meerkat.internal.index;

import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares collations: the server fills in what a definition leaves out, some of it by the locale.
 *
 * <p>What a definition leaves out must be at ICU's default where that is the same for every locale, and is not compared where it is not.
 */
final class Collations {
    /** The same for every locale. */
    private static final Map<String, BsonValue> FIRM = Map.of(
            "strength", new BsonInt32(3),
            "caseLevel", BsonBoolean.FALSE,
            "numericOrdering", BsonBoolean.FALSE);

    /** Some locales have another: taken for a server that stores no more than it was told. */
    private static final Map<String, BsonValue> BY_LOCALE = Map.of(
            "caseFirst", new BsonString("off"),
            "alternate", new BsonString("non-ignorable"),
            "maxVariable", new BsonString("punct"),
            "normalization", BsonBoolean.FALSE,
            "backwards", BsonBoolean.FALSE);

    private Collations() {}

    /** {@code collation}, or null where it means none. */
    static @Nullable BsonDocument meaning(@Nullable BsonDocument collation) {
        boolean simple =
                collation == null || collation.isEmpty() || new BsonString("simple").equals(collation.get("locale"));
        return simple ? null : collation;
    }

    /** Whether the server's collation is what the definition means. */
    static boolean equal(@Nullable BsonDocument wanted, @Nullable BsonDocument existing) {
        if (wanted == null || existing == null) {
            return wanted == existing;
        }
        if (!wanted.get("locale", new BsonString("")).equals(existing.get("locale"))) {
            return false;
        }
        return FIRM.entrySet().stream().allMatch(each -> alike(wanted, existing, each.getKey(), each.getValue(), true))
                && BY_LOCALE.entrySet().stream()
                        .allMatch(each -> alike(wanted, existing, each.getKey(), each.getValue(), false));
    }

    private static boolean alike(
            BsonDocument wanted, BsonDocument existing, String field, BsonValue usual, boolean firm) {
        if (!firm && !wanted.containsKey(field)) {
            return true;
        }
        return Alike.values(wanted.get(field, usual), existing.get(field, usual));
    }
}
