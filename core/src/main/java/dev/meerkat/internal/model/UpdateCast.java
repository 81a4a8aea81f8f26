package dev.meerkat.internal.model;

import dev.meerkat.model.Strict;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a rendered update: casts and checks what it writes, leaves out or refuses unknown paths, guards immutable and required
 * ones. Thread safety: none; one for each walk. Source: contract I2, I4.
 */
final class UpdateCast {
    private static final String KEEPS = "keeps the value it was inserted with";
    private static final BsonDocument TIMESTAMP = new BsonDocument("$type", new BsonString("timestamp"));

    private final Shape shape;
    private final DocumentValues values;
    private final CodecRegistry registry;
    private final Warnings warnings;
    private final Violations found;

    UpdateCast(Shape shape, DocumentValues values, CodecRegistry registry, Warnings warnings, Violations found) {
        this.shape = shape;
        this.values = values;
        this.registry = registry;
        this.warnings = warnings;
        this.found = found;
    }

    /** The update with everything cast; what is no update with operators is left to the driver, which refuses it. */
    BsonDocument update(BsonDocument update) {
        BsonDocument written = new BsonDocument();
        for (Map.Entry<String, BsonValue> entry : update.entrySet()) {
            String operator = entry.getKey();
            if (!operator.startsWith("$") || !(entry.getValue() instanceof BsonDocument fields)) {
                return (BsonDocument) Marks.strip(update);
            }
            BsonDocument cast = fields(operator, fields);
            if (!cast.isEmpty() || fields.isEmpty()) {
                written.append(operator, cast);
            }
        }
        if (written.isEmpty() && !update.isEmpty() && found.none()) {
            found.add("", null, false, "unknown", "nothing is left to write: no path of the update is in the schema");
        }
        return written;
    }

    private BsonDocument fields(String operator, BsonDocument fields) {
        BsonDocument written = new BsonDocument(fields.size());
        for (Map.Entry<String, BsonValue> entry : fields.entrySet()) {
            String path = entry.getKey();
            BsonValue value = Marks.strip(entry.getValue());
            Node node = shape.at(path);
            boolean renames = operator.equals("$rename") && value.isString();
            String target = renames ? value.asString().getValue() : path;
            Node there = shape.at(target);
            if (node == null || there == null) {
                unknown(node == null ? path : target, value);
            } else {
                guard(operator, path, node, value);
                if (renames) {
                    renamed(path, node, target, there);
                }
                // What a $pull looks for is a filter: there it matters what came as data.
                BsonValue given = operator.equals("$pull") ? entry.getValue() : value;
                written.append(path, value(operator, node, path, given));
            }
        }
        return written;
    }

    private void unknown(String path, BsonValue value) {
        if (shape.schema.strict() == Strict.THROW) {
            Shape.Stranger stranger = shape.stranger(path);
            String message = "is no path of the schema" + stranger.hint();
            found.add(path, Shown.of(value), stranger.secret(), "unknown", message);
        } else {
            warnings.removed(path, "update");
        }
    }

    private void renamed(String path, Node node, String target, Node there) {
        guard("$set", target, there, new BsonString(path));
        if (!there.any() && !there.type.equals(node.type)) {
            found.add(
                    target,
                    null,
                    there.secret,
                    "type",
                    "expects " + there.expected() + ", and " + path + " is another");
        }
    }

    private void guard(String operator, String path, Node node, BsonValue value) {
        if (operator.equals("$setOnInsert")) {
            return;
        }
        boolean created = shape.schema
                .timestamps()
                .filter(stamps -> stamps.createdAt().equals(path))
                .isPresent();
        if (created || node.rules.immutable() || ancestorIsImmutable(path)) {
            found.add(path, Shown.of(value), node.secret, "immutable", KEEPS);
        } else if (node.keeps) {
            below(path, node);
        }
        if (shape.schema.version().filter(path::equals).isPresent()) {
            found.add(path, Shown.of(value), false, "version", "is counted by the model itself");
        }
        if (node.required && (operator.equals("$unset") || operator.equals("$rename"))) {
            found.add(path, null, node.secret, "required", "is required and would be removed by " + operator);
        }
    }

    /** What is written as a whole has something below it that never changes. */
    private void below(String path, Node node) {
        for (Node each : Objects.requireNonNull(node.shape).kept) {
            String there = path + "." + each.name;
            if (each.rules.immutable()) {
                found.add(
                        there, null, each.secret, "immutable", KEEPS + "; write what is beside it by paths of its own");
            } else {
                below(there, each);
            }
        }
    }

    private boolean ancestorIsImmutable(String path) {
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            Node above = shape.at(path.substring(0, dot));
            if (above != null && above.rules.immutable()) {
                return true;
            }
        }
        return false;
    }

    private BsonValue value(String operator, Node node, String path, BsonValue value) {
        return switch (operator) {
            case "$set", "$setOnInsert", "$min", "$max" -> stored(node, path, value);
            case "$inc", "$mul" -> counted(node, path, value);
            case "$push", "$addToSet" -> added(node, path, value);
            case "$pullAll" ->
                value instanceof BsonArray array && element(node) != null
                        ? FilterCast.each(
                                array,
                                (each, at) -> filters().value(Node.require(element(node)), each, Place.WHOLE, path))
                        : value;
            case "$pull" ->
                element(node) == null ? Marks.strip(value) : filters().pulled(node, value, Place.WHOLE, path);
            case "$currentDate" -> {
                boolean date = node.kind == Kind.DATE && !TIMESTAMP.equals(value);
                yield date || node.any() ? value : mistyped(node, path, value, "expects " + node.expected());
            }
            default -> value;
        };
    }

    private BsonValue mistyped(Node node, String path, BsonValue value, String message) {
        found.add(path, Shown.of(value), node.secret, "type", message);
        return value;
    }

    private FilterCast filters() {
        return new FilterCast(registry, Unknown.REFUSE, warnings, found);
    }

    private static @Nullable Node element(Node node) {
        return node.list() ? node.element : null;
    }

    private BsonValue stored(Node node, String path, BsonValue value) {
        if (value.isNull()) {
            if (node.required) {
                found.add(path, null, node.secret, "required", "is required");
            }
            return value;
        }
        boolean asItIs = node.any()
                || node.kind != null
                        && node.kind.bson == value.getBsonType()
                        && node.checks == null
                        && node.narrow == null;
        if (asItIs) {
            return value;
        }
        Object java = natural(value);
        Object prepared = values.prepared(node, java, Place.WHOLE, path, found);
        return prepared == null || prepared == java || !found.none() ? value : Values.encode(prepared, registry);
    }

    /** The class that the driver's document codec gives it. */
    private Object natural(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING, INT32, INT64, DOUBLE, BOOLEAN, OBJECT_ID, DECIMAL128 -> Shown.of(value);
            case DATE_TIME -> new java.util.Date(value.asDateTime().getValue());
            default ->
                Objects.requireNonNull(Values.decode(new BsonDocument("v", value), Document.class, registry)
                        .get("v"));
        };
    }

    private BsonValue counted(Node node, String path, BsonValue value) {
        if (node.any()) {
            return value;
        }
        BsonValue cast = node.kind != null && node.kind.number() ? Casting.toKind(node.kind, value) : null;
        return cast != null ? cast : mistyped(node, path, value, "expects a number for " + node.expected());
    }

    private BsonValue added(Node node, String path, BsonValue value) {
        Node element = element(node);
        if (node.any()) {
            return value;
        } else if (element == null) {
            return mistyped(node, path, value, "is no list but " + node.expected());
        }
        if (value instanceof BsonDocument modifiers && modifiers.get("$each") instanceof BsonArray array) {
            BsonDocument cast = Marks.copy(modifiers);
            cast.put("$each", FilterCast.each(array, (each, at) -> stored(element, path, each)));
            return cast;
        }
        return stored(element, path, value);
    }
}
