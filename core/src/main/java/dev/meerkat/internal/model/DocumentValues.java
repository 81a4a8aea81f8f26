package dev.meerkat.internal.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.jspecify.annotations.Nullable;

/** Values of dynamic documents: cast to the schema's type, in the class that a read would give, and checked. Thread safety: safe. */
final class DocumentValues {
    /** Stands for a value of the wrong type: it is refused already, and neither absent nor to be checked as well. */
    private static final Object WRONG = new Object();

    private final Registries registries;
    private final DocumentPreparation documents;

    DocumentValues(Registries registries, DocumentPreparation documents) {
        this.registries = registries;
        this.documents = documents;
    }

    @Nullable
    Object prepared(Node node, @Nullable Object value, Place place, String name, Violations found) {
        if (value == null) {
            return null;
        }
        Object cast = cast(node, value, place, name, found);
        if (cast != null && cast != WRONG && node.checks != null) {
            node.checks.apply(cast, place, name, found);
        }
        return cast;
    }

    private @Nullable Object cast(Node node, Object value, Place place, String name, Violations found) {
        if (node.kind != null) {
            return scalar(node, node.kind, value, place, name, found);
        } else if (node.any()) {
            return value;
        } else if (node.list() && node.element != null) {
            return value instanceof Collection<?> list
                    ? list(node.element, list, place.child(name), found)
                    : mistyped(node, value, place, name, found);
        }
        Map<?, ?> document = document(value);
        if (document == null) {
            return mistyped(node, value, place, name, found);
        }
        return node.shape == null
                ? map(node, document, place.child(name), found)
                : documents.nested(document, node.shape, place.child(name), found);
    }

    private List<@Nullable Object> list(Node element, Collection<?> values, Place place, Violations found) {
        List<@Nullable Object> prepared = new ArrayList<>(values.size());
        for (Object value : values) {
            int at = prepared.size();
            if (value == null && element.required) {
                found.add(place.path(String.valueOf(at)), null, element.secret, "required", "is required");
            }
            prepared.add(prepared(element, value, place, String.valueOf(at), found));
        }
        return prepared;
    }

    private Document map(Node node, Map<?, ?> values, Place place, Violations found) {
        Node element = node.element == null ? Node.ANY : node.element;
        Document prepared = new Document();
        values.forEach((key, value) -> {
            String name = String.valueOf(key);
            prepared.put(name, prepared(element, value, place, name, found));
        });
        return prepared;
    }

    /** A document, or an object that a codec writes as one. */
    private @Nullable Map<?, ?> document(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        BsonValue written = encoded(value);
        return written != null && written.isDocument()
                ? Values.decode(written, Document.class, registries.all())
                : null;
    }

    private @Nullable Object scalar(Node node, Kind kind, Object value, Place place, String name, Violations found) {
        Object cast = kind.inDocuments.isInstance(value) ? value : direct(kind, value);
        if (cast == null) {
            BsonValue written = encoded(value);
            BsonValue stored = written == null ? null : Casting.toKind(kind, written);
            cast = stored == null ? null : Values.decode(stored, kind.inDocuments, registries.all());
        }
        boolean fits = cast != null && (node.narrow == null || node.narrow.test(cast));
        return fits ? cast : mistyped(node, value, place, name, found);
    }

    /** The usual other classes, without a codec. */
    private static @Nullable Object direct(Kind kind, Object value) {
        if (kind == Kind.DATE) {
            Long millis = Values.millis(value);
            return millis == null ? null : new Date(millis);
        } else if (kind == Kind.LONG && value instanceof Integer whole) {
            return whole.longValue();
        } else if (kind == Kind.DOUBLE && value instanceof Integer whole) {
            return whole.doubleValue();
        } else if (kind == Kind.TEXT && value instanceof Enum<?> constant) {
            return constant.name();
        } else if (kind == Kind.BYTES && value instanceof byte[] bytes) {
            return new org.bson.types.Binary(bytes);
        }
        return kind == Kind.UUID && value instanceof String text ? uuid(text) : null;
    }

    private static @Nullable Object uuid(String text) {
        try {
            return java.util.UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private @Nullable BsonValue encoded(Object value) {
        try {
            return Values.encode(value, registries.all());
        } catch (CodecConfigurationException | IllegalArgumentException none) {
            return null; // no codec, or more digits than a Decimal128 has
        }
    }

    private static Object mistyped(Node node, Object value, Place place, String name, Violations found) {
        found.add(place.path(name), value, node.secret, "type", "expects " + node.expected());
        return WRONG;
    }
}
