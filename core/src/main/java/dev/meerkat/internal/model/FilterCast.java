package dev.meerkat.internal.model;

import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a rendered filter: casts values to the schema's types, treats unknown keys as told, refuses operators that came as data.
 * What needs no change is not copied. Thread safety: none; one for each walk. Source: contract §4, I4.
 */
final class FilterCast {
    private final CodecRegistry registry;
    private final Unknown unknown;
    private final Warnings warnings;
    private final Violations found;

    FilterCast(CodecRegistry registry, Unknown unknown, Warnings warnings, Violations found) {
        this.registry = registry;
        this.unknown = unknown;
        this.warnings = warnings;
        this.found = found;
    }

    BsonDocument filter(BsonDocument filter, Shape shape, Place place) {
        BsonDocument changed = null;
        for (Map.Entry<String, BsonValue> entry : filter.entrySet()) {
            String key = entry.getKey();
            BsonValue value = entry.getValue();
            BsonValue cast;
            if (key.startsWith("$")) {
                cast = logical(key, value, shape, place);
            } else {
                Node node = shape.at(key);
                cast = node == null ? unknown(key, value, shape, place) : condition(node, value, place, key);
            }
            if (cast != value) {
                changed = changed == null ? Marks.copy(filter) : changed;
                replace(changed, key, cast);
            }
        }
        return changed == null ? filter : changed;
    }

    private static void replace(BsonDocument document, String key, @Nullable BsonValue value) {
        if (value == null) {
            document.remove(key);
        } else {
            document.put(key, value);
        }
    }

    private @Nullable BsonValue logical(String key, BsonValue value, Shape shape, Place place) {
        boolean filters = key.equals("$and") || key.equals("$or") || key.equals("$nor");
        if (!filters || !(value instanceof BsonArray clauses)) {
            return Marks.strip(value);
        }
        BsonArray cast = each(clauses, (clause, at) -> {
            BsonValue data = Marks.marked(clause);
            BsonValue plain = data == null ? clause : data;
            return plain instanceof BsonDocument document ? filter(document, shape, place) : plain;
        });
        return cast != clauses && key.equals("$and") ? withoutEmpty(cast) : cast;
    }

    /** What is left of clauses whose keys were all unknown restricts nothing. Null when none is left. */
    private static @Nullable BsonArray withoutEmpty(BsonArray clauses) {
        clauses.removeIf(clause -> clause.isDocument() && clause.asDocument().isEmpty());
        return clauses.isEmpty() ? null : clauses;
    }

    private @Nullable BsonValue unknown(String key, BsonValue value, Shape shape, Place place) {
        if (unknown == Unknown.KEEP) {
            return Marks.strip(value);
        }
        if (unknown == Unknown.REMOVE) {
            warnings.removed(place.path(key), "filter");
            return null;
        }
        Shape.Stranger stranger = shape.stranger(key);
        String message = "is no path of the schema" + stranger.hint();
        found.add(place.path(key), Shown.of(Marks.strip(value)), stranger.secret(), "unknown", message);
        return value;
    }

    /** A value that is compared with, or a document of operators. */
    private BsonValue condition(Node node, BsonValue value, Place place, String name) {
        BsonValue data = Marks.marked(value);
        if (data != null) {
            return asData(node, data, place, name);
        }
        return value instanceof BsonDocument document && Marks.hasOperators(document)
                ? operators(node, document, place, name)
                : value(node, value, place, name);
    }

    /** Operators that came as data: nothing for a field with a type. */
    private BsonValue asData(Node node, BsonValue data, Place place, String name) {
        if (node.any()) {
            return Marks.strip(data);
        }
        String message = "expects " + node.expected() + ", and an operator came as data; build operators with Filters";
        found.add(place.path(name), Marks.strip(data), node.secret, "operator", message);
        return data;
    }

    private BsonValue operators(Node node, BsonDocument operators, Place place, String name) {
        BsonDocument changed = null;
        for (Map.Entry<String, BsonValue> entry : operators.entrySet()) {
            BsonValue cast = operand(node, entry.getKey(), entry.getValue(), place, name);
            if (cast != entry.getValue()) {
                changed = changed == null ? Marks.copy(operators) : changed;
                changed.put(entry.getKey(), cast);
            }
        }
        return changed == null ? operators : changed;
    }

    private BsonValue operand(Node node, String operator, BsonValue value, Place place, String name) {
        return switch (operator) {
            case "$eq", "$ne", "$gt", "$gte", "$lt", "$lte" -> compared(node, value, place, name);
            case "$in", "$nin" ->
                value instanceof BsonArray array
                        ? each(array, (element, at) -> compared(node, element, place, name))
                        : value;
            case "$all" ->
                value instanceof BsonArray array
                        ? each(array, (element, at) -> condition(node, element, place, name))
                        : value;
            case "$not" -> condition(node, value, place, name);
            case "$elemMatch" -> elemMatch(node, value, place, name);
            default -> Marks.strip(value);
        };
    }

    private BsonValue compared(Node node, BsonValue value, Place place, String name) {
        BsonValue data = Marks.marked(value);
        return data == null ? value(node, value, place, name) : asData(node, data, place, name);
    }

    private BsonValue elemMatch(Node node, BsonValue value, Place place, String name) {
        Node element = node.list() && node.element != null ? node.element : node;
        BsonValue data = Marks.marked(value);
        BsonValue plain = data == null ? value : data;
        if (!(plain instanceof BsonDocument document)) {
            return plain;
        }
        return element.shape != null
                ? filter(document, element.shape, place.child(name))
                : operators(element, document, place, name);
    }

    /** What is to be removed from a list: values, operators on an element, or a filter of nested documents. */
    BsonValue pulled(Node list, BsonValue value, Place place, String name) {
        Node element = Node.require(list.element);
        BsonValue data = Marks.marked(value);
        if (data != null) {
            return asData(element, data, place, name);
        }
        boolean filter = element.shape != null && value.isDocument();
        return filter ? elemMatch(list, value, place, name) : condition(element, value, place, name);
    }

    /** A value as the schema has it; one of a list's elements will do for the list. */
    BsonValue value(Node node, BsonValue value, Place place, String name) {
        if (nothing(value)) {
            return value;
        } else if (node.kind != null) {
            return scalar(node, node.kind, value, place, name);
        } else if (node.any()) {
            return Marks.strip(value);
        } else if (node.list() && node.element != null) {
            Node element = node.element;
            return value instanceof BsonArray array
                    ? each(array, (each, at) -> compared(element, each, place.child(name), String.valueOf(at)))
                    : compared(element, value, place, name);
        }
        return value instanceof BsonDocument document
                ? document(node, document, place.child(name))
                : mistyped(node, value, place, name);
    }

    private BsonValue scalar(Node node, Kind kind, BsonValue value, Place place, String name) {
        if (value.getBsonType() == kind.bson || kind == Kind.TEXT && value.isRegularExpression()) {
            return value;
        }
        BsonValue cast = kind == Kind.UUID ? uuid(value) : Casting.forComparison(kind, value);
        return cast == null ? mistyped(node, value, place, name) : cast;
    }

    private @Nullable BsonValue uuid(BsonValue value) {
        try {
            return value instanceof BsonString text
                    ? Values.encode(java.util.UUID.fromString(text.getValue()), registry)
                    : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private BsonValue document(Node node, BsonDocument document, Place place) {
        BsonDocument changed = null;
        for (Map.Entry<String, BsonValue> entry : document.entrySet()) {
            Node child = node.shape == null ? node.element : node.shape.field(entry.getKey());
            BsonValue cast = child == null
                    ? Marks.strip(entry.getValue())
                    : compared(child, entry.getValue(), place, entry.getKey());
            if (cast != entry.getValue()) {
                changed = changed == null ? Marks.copy(document) : changed;
                changed.put(entry.getKey(), cast);
            }
        }
        return changed == null ? document : changed;
    }

    private BsonValue mistyped(Node node, BsonValue value, Place place, String name) {
        found.add(place.path(name), Shown.of(value), node.secret, "type", "expects " + node.expected());
        return value;
    }

    static boolean nothing(BsonValue value) {
        BsonType type = value.getBsonType();
        return type == BsonType.NULL
                || type == BsonType.UNDEFINED
                || type == BsonType.MIN_KEY
                || type == BsonType.MAX_KEY;
    }

    /** What to do with one element. */
    interface Each {
        BsonValue cast(BsonValue element, int at);
    }

    static BsonArray each(BsonArray array, Each each) {
        BsonArray changed = null;
        for (int at = 0; at < array.size(); at++) {
            BsonValue cast = each.cast(array.get(at), at);
            if (cast != array.get(at)) {
                changed = changed == null ? new BsonArray(array.getValues()) : changed;
                changed.set(at, cast);
            }
        }
        return changed == null ? array : changed;
    }
}
