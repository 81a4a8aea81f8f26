package dev.meerkat.contract;

import dev.meerkat.contract.SpecField.Colour;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** What is wrong with a document, found the straightforward way: no code of the model's, every field looked at by its specification. */
final class SpecCheck {
    private final Set<String> wrong = new TreeSet<>();

    /** Paths and rules, as {@code f1.0.f2 max}. */
    static Set<String> of(List<SpecField> fields, Document document) {
        SpecCheck check = new SpecCheck();
        check.document("", fields, document);
        return check.wrong;
    }

    private void document(String prefix, List<SpecField> fields, Map<?, ?> document) {
        for (SpecField field : fields) {
            Object value = document.get(field.name());
            String path = prefix + field.name();
            if (value == null) {
                if (field.required()) {
                    wrong.add(path + " required");
                }
            } else if (!field.list()) {
                one(path, field, value);
            } else if (value instanceof List<?> list) {
                for (int at = 0; at < list.size(); at++) {
                    one(path + "." + at, field, list.get(at));
                }
            } else {
                wrong.add(path + " type");
            }
        }
        for (Object key : document.keySet()) {
            if (fields.stream().noneMatch(field -> field.name().equals(key))) {
                wrong.add(prefix + key + " unknown");
            }
        }
    }

    private void one(String path, SpecField field, @Nullable Object value) {
        if (value == null) {
            return;
        }
        boolean right = switch (field.kind()) {
            case TEXT -> value instanceof String;
            case INT -> value instanceof Integer;
            case LONG -> value instanceof Long;
            case DOUBLE -> value instanceof Double;
            case TRUTH -> value instanceof Boolean;
            case DATE -> value instanceof Date;
            case ID -> value instanceof ObjectId;
            case COLOUR ->
                Arrays.stream(Colour.values()).anyMatch(each -> each.name().equals(value));
            case DOCUMENT -> value instanceof Map;
        };
        if (!right) {
            wrong.add(path + " type");
        } else if (value instanceof Map<?, ?> nested) {
            document(path + ".", field.nested(), nested);
        } else if (value instanceof String text && field.kind() == SpecField.Kind.TEXT) {
            text(path, field, text);
        } else if (value instanceof Number number && field.low() != null && field.high() != null) {
            if (number.doubleValue() < field.low()) {
                wrong.add(path + " min");
            }
            if (number.doubleValue() > field.high()) {
                wrong.add(path + " max");
            }
        }
    }

    private void text(String path, SpecField field, String text) {
        if (field.low() != null && text.length() < field.low()) {
            wrong.add(path + " minLength");
        }
        if (field.high() != null && text.length() > field.high()) {
            wrong.add(path + " maxLength");
        }
        if (!field.oneOf().isEmpty() && !field.oneOf().contains(text)) {
            wrong.add(path + " oneOf");
        }
    }
}
