package dev.meerkat.internal.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules and defaults of a mapped class, compiled: which properties have to be looked at, and for what. Immutable. A class without any
 * has nothing to look at.
 */
final class ObjectShape {
    final Mapped mapped;
    final Shape shape;
    private final List<Work> work = new ArrayList<>();

    /**
     * A property to look at.
     *
     * @param at its number among the properties
     * @param property how to read and write it
     * @param node its rules
     * @param inner the class of the nested documents in it, if any are to be looked into
     */
    private record Work(
            int at, Property property, Node node, @Nullable ObjectShape inner) {}

    ObjectShape(Mapped mapped, Shape shape, ClassReader classes) {
        this.mapped = mapped;
        this.shape = shape;
        for (int at = 0; at < mapped.properties().size(); at++) {
            Property property = mapped.properties().get(at);
            Node node = shape.field(property.field());
            if (node != null) {
                ObjectShape inner = inner(node, property, classes);
                if (inner != null || node.restricts || node.rules.required() || node.rules.defaultValue() != null) {
                    work.add(new Work(at, property, node, inner));
                }
            }
        }
    }

    private static @Nullable ObjectShape inner(Node node, Property property, ClassReader classes) {
        Node nested = node;
        while (nested.element != null) {
            nested = nested.element;
        }
        Class<?> type = property.innermost();
        Mapped mapped = nested.shape == null || type == null ? null : classes.known(type);
        if (mapped == null || nested.shape == null) {
            return null;
        }
        ObjectShape inner = new ObjectShape(mapped, nested.shape, classes);
        return inner.idle() ? null : inner;
    }

    /** Whether there is nothing to look at. */
    boolean idle() {
        return work.isEmpty();
    }

    /** Checks the object, and gives the values it should have; null if they are those it has. */
    @Nullable
    Object @Nullable [] look(Object object, Place place, Violations found) {
        @Nullable Object @Nullable [] changed = null;
        for (Work each : work) {
            Object before = each.property.get(object);
            Object after = prepared(each, before, place, found);
            if (after != before) {
                changed = changed == null ? mapped.values(object) : changed;
                changed[each.at] = after;
            }
        }
        return changed;
    }

    /** The object with these values; itself if there is something wrong anyway. */
    Object with(Object object, @Nullable Object @Nullable [] values, Place place, Violations found) {
        if (values == null || !found.none()) {
            return object;
        }
        try {
            return mapped.with(object, values);
        } catch (RuntimeException thrown) {
            threw(thrown, place, found);
            return object;
        }
    }

    /** Making the object threw. */
    void threw(RuntimeException thrown, Place place, Violations found) {
        boolean secret = shape.fields.stream().anyMatch(node -> node.secret);
        found.threw(place.toString(), secret, "constructor", thrown);
    }

    private static @Nullable Object prepared(Work work, @Nullable Object before, Place place, Violations found) {
        Node node = work.node;
        Object value = before == null ? node.fallback(place, found) : before;
        if (value == null) {
            if (node.rules.required()) {
                found.add(place.path(node.name), null, node.secret, "required", "is required");
            }
            return null;
        }
        return below(node, value, work.inner, place, node.name, found);
    }

    private static Object below(
            Node node, Object value, @Nullable ObjectShape inner, Place place, String name, Violations found) {
        if (node.checks != null) {
            node.checks.apply(value, place, name, found);
        }
        if (node.element != null && (inner != null || node.restricts)) {
            if (value instanceof Collection<?> list) {
                return elements(node.element, list, inner, place.child(name), found);
            } else if (value instanceof Map<?, ?> map) {
                return entries(node.element, map, inner, place.child(name), found);
            }
        } else if (node.shape != null && inner != null) {
            Place here = place.child(name);
            return inner.with(value, inner.look(value, here, found), here, found);
        }
        return value;
    }

    /** The entries, as a new map only if one of the values is new. */
    private static Object entries(
            Node element, Map<?, ?> map, @Nullable ObjectShape inner, Place place, Violations found) {
        Map<Object, @Nullable Object> prepared = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object each = entry.getValue();
            Object after =
                    each == null ? null : below(element, each, inner, place, String.valueOf(entry.getKey()), found);
            changed |= after != each;
            prepared.put(entry.getKey(), after);
        }
        return changed ? prepared : map;
    }

    /** The elements, as a new collection only if one of them is new. */
    private static Object elements(
            Node element, Collection<?> list, @Nullable ObjectShape inner, Place place, Violations found) {
        List<@Nullable Object> prepared = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object each : list) {
            String at = String.valueOf(prepared.size());
            if (each == null && element.rules.required()) {
                found.add(place.path(at), null, element.secret, "required", "is required");
            }
            Object after = each == null ? null : below(element, each, inner, place, at, found);
            changed |= after != each;
            prepared.add(after);
        }
        if (!changed) {
            return list;
        }
        return list instanceof Set ? new LinkedHashSet<>(prepared) : prepared;
    }
}
