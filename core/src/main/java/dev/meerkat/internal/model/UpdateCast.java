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
                return update;
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
            Node node = shape.at(path);
            String target =
                    operator.equals("$rename") && entry.getValue() instanceof BsonString to ? to.getValue() : path;
            if (node == null || shape.at(target) == null) {
                unknown(node == null ? path : target, entry.getValue());
            } else {
                guard(operator, path, node, entry.getValue());
                written.append(path, value(operator, node, path, entry.getValue()));
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

    private void guard(String operator, String path, Node node, BsonValue value) {
        if (operator.equals("$setOnInsert")) {
            return;
        }
        if (node.rules.immutable() || ancestorIsImmutable(path)) {
            found.add(path, Shown.of(value), node.secret, "immutable", "keeps the value it was inserted with");
        }
        if (shape.schema.version().filter(path::equals).isPresent()) {
            found.add(path, Shown.of(value), false, "version", "is counted by the model itself");
        }
        if (node.rules.required() && (operator.equals("$unset") || operator.equals("$rename"))) {
            found.add(path, null, node.secret, "required", "is required and would be removed by " + operator);
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
            case "$pull" -> element(node) == null ? value : filters().pulled(node, value, Place.WHOLE, path);
            default -> value;
        };
    }

    private FilterCast filters() {
        return new FilterCast(registry, Unknown.REFUSE, warnings, found);
    }

    private static @Nullable Node element(Node node) {
        return node.list() ? node.element : null;
    }

    private BsonValue stored(Node node, String path, BsonValue value) {
        if (value.isNull()) {
            if (node.rules.required()) {
                found.add(path, null, node.secret, "required", "is required");
            }
            return value;
        }
        boolean asItIs = node.any()
                || node.kind != null
                        && node.kind.bson == value.getBsonType()
                        && node.checks == null
                        && node.enumeration == null;
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
        if (cast == null) {
            found.add(path, Shown.of(value), node.secret, "type", "expects a number for " + node.expected());
            return value;
        }
        return cast;
    }

    private BsonValue added(Node node, String path, BsonValue value) {
        Node element = element(node);
        if (node.any()) {
            return value;
        } else if (element == null) {
            found.add(path, Shown.of(value), node.secret, "type", "is no list but " + node.expected());
            return value;
        }
        if (value instanceof BsonDocument modifiers && modifiers.get("$each") instanceof BsonArray array) {
            BsonDocument cast = Marks.copy(modifiers);
            cast.put("$each", FilterCast.each(array, (each, at) -> stored(element, path, each)));
            return cast;
        }
        return stored(element, path, value);
    }
}
