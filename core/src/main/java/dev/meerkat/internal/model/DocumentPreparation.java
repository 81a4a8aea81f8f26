package dev.meerkat.internal.model;

import dev.meerkat.model.Strict;
import dev.meerkat.model.Timestamps;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Dynamic documents: the result is a new document with the classes that a read would give. Thread safety: safe. */
final class DocumentPreparation implements Preparation<Document> {
    private final Shape shape;
    private final Clock clock;
    private final Warnings warnings;
    private final DocumentValues values;

    DocumentPreparation(Shape shape, Clock clock, Warnings warnings, Registries registries) {
        this.shape = shape;
        this.clock = clock;
        this.warnings = warnings;
        this.values = new DocumentValues(registries, this);
    }

    /** What prepares single values of such documents. */
    DocumentValues values() {
        return values;
    }

    @Override
    public Document insert(Document document, Violations found) {
        Document stamped = new Document();
        stamped.put(Shape.ID, null); // the first place, as the driver writes it
        Document written = fill(document, shape, stamped, Place.WHOLE, found);
        id(written, found);
        Timestamps stamps = shape.schema.timestamps().orElse(null);
        if (stamps != null) {
            Date now = Date.from(clock.now());
            written.putIfAbsent(stamps.createdAt(), now);
            written.put(stamps.updatedAt(), now);
        }
        shape.schema.version().ifPresent(version -> written.putIfAbsent(version, count(version, 0)));
        require(written, shape, Place.WHOLE, found);
        return written;
    }

    @Override
    public Document replace(Document document, Guards guards, Violations found) {
        Document written = fill(document, shape, new Document(), Place.WHOLE, found);
        Timestamps stamps = shape.schema.timestamps().orElse(null);
        if (stamps != null) {
            Date now = Date.from(clock.now());
            written.putIfAbsent(stamps.createdAt(), now);
            written.put(stamps.updatedAt(), now);
        }
        String version = shape.schema.version().orElse(null);
        if (version != null) {
            long count = written.get(version) instanceof Number known ? known.longValue() : 0;
            guards.version(version, count);
            written.put(version, count(version, count + 1));
        }
        shape.kept.forEach(node -> guards.kept(node, written.get(node.name)));
        require(written, shape, Place.WHOLE, found);
        return written;
    }

    @Override
    public @Nullable Object id(Document document) {
        return document.get(Shape.ID);
    }

    private Object count(String version, long count) {
        Node node = shape.field(version);
        return node != null && node.kind == Kind.INT ? (Object) (int) count : (Object) count;
    }

    private void id(Document written, Violations found) {
        if (written.get(Shape.ID) == null) {
            Node node = shape.field(Shape.ID);
            if (node == null || node.any() || node.kind == Kind.OBJECT_ID) {
                written.put(Shape.ID, new ObjectId());
            } else {
                String message = "is needed: only an ObjectId is made by itself, not " + node.expected();
                found.add(Shape.ID, null, false, "required", message);
            }
        }
    }

    /** A nested document by its own schema. */
    Document nested(Map<?, ?> document, Shape nested, Place place, Violations found) {
        Document written = fill(document, nested, new Document(), place, found);
        require(written, nested, place, found);
        return written;
    }

    private Document fill(Map<?, ?> from, Shape by, Document written, Place place, Violations found) {
        for (Map.Entry<?, ?> entry : from.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Node node = by.field(name);
            if (node == null) {
                unknown(by, name, entry.getValue(), written, place, found);
            } else {
                written.put(name, values.prepared(node, entry.getValue(), place, name, found));
            }
        }
        for (Node node : by.fields) {
            Object fallback = written.get(node.name) == null ? node.fallback(place, found) : null;
            if (fallback != null) {
                written.put(node.name, values.prepared(node, fallback, place, node.name, found));
            }
        }
        return written;
    }

    private void unknown(
            Shape by, String name, @Nullable Object value, Document written, Place place, Violations found) {
        if (by.open) {
            written.put(name, value);
        } else if (by.schema.strict() == Strict.THROW) {
            Shape.Stranger stranger = by.stranger(name);
            String message = "is no field of the schema" + stranger.hint();
            found.add(place.path(name), value, stranger.secret(), "unknown", message);
        } else {
            warnings.removed(place.path(name), "document");
        }
    }

    private static void require(Document written, Shape by, Place place, Violations found) {
        for (Node node : by.fields) {
            if (node.required && written.get(node.name) == null && !node.name.equals(Shape.ID)) {
                found.add(place.path(node.name), null, node.secret, "required", "is required");
            }
        }
    }
}
