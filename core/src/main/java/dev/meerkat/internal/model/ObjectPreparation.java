package dev.meerkat.internal.model;

import dev.meerkat.model.Timestamps;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Mapped objects: checked through their properties, and made anew only if something has to be filled in. Thread safety: safe.
 *
 * @param <T> the class
 */
final class ObjectPreparation<T> implements Preparation<T> {
    private final Class<T> type;
    private final ObjectShape object;
    private final Clock clock;
    private final @Nullable BeanValidation beans;
    private final List<Property> properties;
    private final int id;
    private final int createdAt;
    private final int updatedAt;
    private final int version;
    private final boolean makesId;
    private final boolean idIsText;

    /** Whether an id is all that there can be to fill in, besides defaults. */
    private final boolean givesIdAlone;

    private final boolean createdAtIsDate;
    private final boolean updatedAtIsDate;

    ObjectPreparation(Class<T> type, ObjectShape object, Clock clock, @Nullable BeanValidation beans) {
        this.type = type;
        this.object = object;
        this.clock = clock;
        this.beans = beans;
        this.properties = object.mapped.properties();
        this.id = find(Shape.ID);
        Timestamps stamps = object.shape.schema.timestamps().orElse(null);
        this.createdAt = stamps == null ? -1 : find(stamps.createdAt());
        this.updatedAt = stamps == null ? -1 : find(stamps.updatedAt());
        this.version = object.shape.schema.version().map(this::find).orElse(-1);
        Node node = object.shape.field(Shape.ID);
        this.makesId = id >= 0 && node != null && node.kind == Kind.OBJECT_ID;
        this.givesIdAlone = makesId && object.mapped.record() && createdAt < 0 && updatedAt < 0 && version < 0;
        this.idIsText = id >= 0 && properties.get(id).type() == String.class;
        this.createdAtIsDate = createdAt >= 0 && properties.get(createdAt).type() == Date.class;
        this.updatedAtIsDate = updatedAt >= 0 && properties.get(updatedAt).type() == Date.class;
    }

    private int find(String field) {
        for (int at = 0; at < properties.size(); at++) {
            if (properties.get(at).field().equals(field)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public T insert(T document, Violations found) {
        @Nullable Object @Nullable [] values = looked(document, found);
        T identified = document;
        if (id >= 0 && get(document, id) == null) {
            if (values == null && givesIdAlone) {
                identified = identified(document, found);
            } else {
                values = withId(document, values, found);
            }
        }
        if (createdAt >= 0 || updatedAt >= 0) {
            values = stamped(document, values);
        }
        if (version >= 0 && get(document, version) == null) {
            values = changed(document, values, version, count(0));
        }
        return finished(identified, values, found);
    }

    @Override
    public T replace(T document, Guards guards, Violations found) {
        @Nullable Object @Nullable [] values = looked(document, found);
        if (createdAt >= 0 || updatedAt >= 0) {
            values = stamped(document, values);
        }
        if (version >= 0) {
            long count = get(document, version) instanceof Number known ? known.longValue() : 0;
            guards.version(properties.get(version).field(), count);
            values = changed(document, values, version, count(count + 1));
        }
        for (Node node : object.shape.kept) {
            guards.kept(node, get(document, find(node.name)));
        }
        return finished(document, values, found);
    }

    @Override
    public Runnable undo(T document) {
        if (object.mapped.record()) {
            return Preparation.super.undo(document);
        }
        @Nullable Object[] before = object.mapped.values(document);
        return () -> object.mapped.with(document, before);
    }

    @Override
    public @Nullable Object id(T document) {
        return id < 0 ? null : get(document, id);
    }

    private @Nullable Object @Nullable [] looked(T document, Violations found) {
        return object.idle() ? null : object.look(document, Place.WHOLE, found);
    }

    private T finished(T document, @Nullable Object @Nullable [] values, Violations found) {
        T written = values == null ? document : type.cast(object.with(document, values, Place.WHOLE, found));
        if (beans != null) {
            beans.validate(written, found);
        }
        return written;
    }

    private @Nullable Object get(T document, int property) {
        return properties.get(property).get(document);
    }

    private @Nullable Object[] changed(
            T document, @Nullable Object @Nullable [] values, int property, @Nullable Object value) {
        @Nullable Object[] all = values == null ? object.mapped.values(document) : values;
        all[property] = value;
        return all;
    }

    private T identified(T document, Violations found) {
        try {
            return type.cast(object.mapped.members().identified(document, newId()));
        } catch (RuntimeException thrown) {
            object.threw(thrown, Place.WHOLE, found);
            return document;
        }
    }

    private Object newId() {
        ObjectId made = new ObjectId();
        return idIsText ? made.toHexString() : made;
    }

    /** A record gets its id here; a class's codec gives one to the object itself. */
    private @Nullable Object @Nullable [] withId(T document, @Nullable Object @Nullable [] values, Violations found) {
        if (makesId) {
            return object.mapped.record() ? changed(document, values, id, newId()) : values;
        }
        Node node = object.shape.field(Shape.ID);
        if (node != null && !node.any()) {
            String message = "is needed: only an ObjectId is made by itself, not " + node.expected();
            found.add(Shape.ID, null, false, "required", message);
        }
        return values;
    }

    private @Nullable Object[] stamped(T document, @Nullable Object @Nullable [] values) {
        Instant now = clock.now();
        @Nullable Object[] all = values == null ? object.mapped.values(document) : values;
        if (createdAt >= 0 && all[createdAt] == null) {
            all[createdAt] = createdAtIsDate ? Date.from(now) : now;
        }
        if (updatedAt >= 0) {
            all[updatedAt] = updatedAtIsDate ? Date.from(now) : now;
        }
        return all;
    }

    private Object count(long count) {
        boolean whole = properties.get(version).type() == Integer.class;
        return whole ? (Object) Math.toIntExact(count) : (Object) count;
    }
}
