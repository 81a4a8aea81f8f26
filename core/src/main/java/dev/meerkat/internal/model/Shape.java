package dev.meerkat.internal.model;

import dev.meerkat.model.Field;
import dev.meerkat.model.FieldType;
import dev.meerkat.model.Rules;
import dev.meerkat.model.Schema;
import dev.meerkat.model.Strict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A schema, compiled: finds what stands at a path. Immutable. */
final class Shape {
    static final String ID = "_id";

    final Schema schema;

    /** The fields in order. */
    final List<Node> fields;

    /** Those that never change, or have something below that never does. */
    final List<Node> kept;

    /** Whether fields that are not declared are kept, so that nothing is unknown. */
    final boolean open;

    /** Whether a document could break a rule here or below, types aside. */
    final boolean restricts;

    private final Map<String, Node> byName = new HashMap<>();

    Shape(Schema schema, boolean secret) {
        this.schema = schema;
        this.open = schema.strict() == Strict.FALSE;
        this.fields = schema.fields().values().stream()
                .map(field -> new Node(field, secret))
                .toList();
        this.kept = fields.stream().filter(node -> node.keeps).toList();
        fields.forEach(node -> byName.put(node.name, node));
        this.restricts = fields.stream().anyMatch(node -> node.restricts || node.rules.required());
    }

    /** The shape of whole documents, which have an {@code _id} whether it is declared or not. */
    static Shape root(Schema schema) {
        Shape root = new Shape(schema, false);
        FieldType id = schema.fields().isEmpty() ? new FieldType.Any() : new FieldType.Scalar(ObjectId.class);
        root.byName.putIfAbsent(ID, new Node(new Field(ID, id, Rules.NONE), false));
        return root;
    }

    /** Whether it says nothing at all about any document. */
    boolean saysNothing() {
        return open && fields.isEmpty();
    }

    @Nullable
    Node field(String name) {
        return byName.get(name);
    }

    /**
     * What stands at a path with dots: through nested documents, through lists with or without a number or {@code $}, through maps with any
     * key. Null if the schema knows no such path.
     */
    @Nullable
    Node at(String path) {
        Node whole = byName.get(path);
        if (whole != null) {
            return whole;
        }
        int dot = path.indexOf('.');
        Node first = dot < 0 ? null : byName.get(path.substring(0, dot));
        if (first == null) {
            return open ? Node.ANY : null;
        }
        return below(first, path.substring(dot + 1));
    }

    private static @Nullable Node below(Node node, String rest) {
        if (node.any()) {
            return Node.ANY;
        }
        if (node.shape != null) {
            return node.shape.at(rest);
        }
        Node element = node.element;
        if (element == null) {
            return null;
        }
        int dot = rest.indexOf('.');
        String first = dot < 0 ? rest : rest.substring(0, dot);
        if (node.map() || isPosition(first)) {
            return dot < 0 ? element : below(element, rest.substring(dot + 1));
        }
        return below(element, rest);
    }

    private static boolean isPosition(String segment) {
        return segment.startsWith("$")
                || !segment.isEmpty() && segment.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    /** The known path nearest to an unknown one; null if none is near. */
    private @Nullable String nearest(String path) {
        String wanted = path.toLowerCase(java.util.Locale.ROOT);
        for (String name : byName.keySet()) {
            String known = name.toLowerCase(java.util.Locale.ROOT);
            if (known.equals(wanted) || known.equals("_" + wanted) || near(known, wanted)) {
                return name;
            }
        }
        return null;
    }

    /** What to tell of a path that is not known: the nearest one, and whether that is a secret, so that the value is hidden as well. */
    Stranger stranger(String path) {
        String near = nearest(path);
        Node node = near == null ? null : byName.get(near);
        return new Stranger(near == null ? "" : ", did you mean " + near + "?", node != null && node.secret);
    }

    /** A path that is not known. */
    record Stranger(String hint, boolean secret) {}

    /** One letter more, less or other, or two that changed places. */
    private static boolean near(String known, String wanted) {
        int same = 0;
        int shorter = Math.min(known.length(), wanted.length());
        while (same < shorter && known.charAt(same) == wanted.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < shorter - same
                && known.charAt(known.length() - 1 - end) == wanted.charAt(wanted.length() - 1 - end)) {
            end++;
        }
        int differing = Math.max(known.length(), wanted.length()) - same - end;
        boolean swapped = differing == 2
                && known.length() == wanted.length()
                && known.charAt(same) == wanted.charAt(same + 1)
                && known.charAt(same + 1) == wanted.charAt(same);
        return shorter > 2 && (differing <= 1 || swapped);
    }
}
