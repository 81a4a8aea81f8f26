package dev.meerkat.model;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidModelException;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** What a schema says that cannot be. */
final class RuleProblems {
    private static final Set<Class<?>> DATES = Set.of(Instant.class, Date.class);
    private static final Set<Class<?>> VERSIONS = Set.of(Long.class, Integer.class);

    private RuleProblems() {}

    /** Throws one error that names all problems, if there are any. */
    static void refuse(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            String message = what + " cannot be: " + String.join("; ", problems);
            Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_MODEL, message, null, null);
            throw new InvalidModelException(diagnosis.toString(), diagnosis, null);
        }
    }

    /** Problems of the whole: names, timestamps, version. */
    static List<String> of(SchemaBuilder.Parts parts) {
        List<String> found = new ArrayList<>();
        for (String name : parts.fields().keySet()) {
            if (name.isEmpty() || name.startsWith("$") || name.indexOf('.') >= 0 || name.indexOf('\0') >= 0) {
                found.add("field '" + name + "': a name is not empty, does not begin with $ and has no dot");
            }
        }
        parts.fields().values().forEach(field -> {
            found.addAll(of(field.name(), field.type(), field.rules()));
            if (field.type() instanceof FieldType.ListOf list) {
                found.addAll(of(field.name(), list.element(), list.each()));
            }
        });
        if (parts.timestamps() != null) {
            holds(found, parts, parts.timestamps().createdAt(), DATES, "a time stamp is an Instant or a Date");
            holds(found, parts, parts.timestamps().updatedAt(), DATES, "a time stamp is an Instant or a Date");
        }
        if (parts.version() != null) {
            holds(found, parts, parts.version(), VERSIONS, "a version is a Long or an Integer");
        }
        return found;
    }

    private static void holds(
            List<String> found, SchemaBuilder.Parts parts, String name, Set<Class<?>> types, String rule) {
        Field field = parts.fields().get(name);
        if (field == null || !(field.type() instanceof FieldType.Scalar scalar) || !types.contains(scalar.boxed())) {
            found.add("field " + name + ": " + rule);
        }
    }

    /** Rules that do not fit the field's type or each other. */
    private static List<String> of(String name, FieldType type, Rules rules) {
        List<String> found = new ArrayList<>();
        Class<?> scalar = type instanceof FieldType.Scalar one ? one.boxed() : Object.class;
        boolean ordered = Number.class.isAssignableFrom(scalar)
                || Date.class.isAssignableFrom(scalar)
                || Temporal.class.isAssignableFrom(scalar);
        if ((rules.min() != null || rules.max() != null) && !ordered) {
            found.add("field " + name + ": min and max are for numbers and dates, not for " + type.text());
        }
        if (rules.pattern() != null && scalar != String.class) {
            found.add("field " + name + ": a pattern is for text, not for " + type.text());
        }
        boolean sized = scalar == String.class || type instanceof FieldType.ListOf || type instanceof FieldType.MapOf;
        if ((rules.minLength() != null || rules.maxLength() != null) && !sized) {
            found.add("field " + name + ": a length is for text and lists, not for " + type.text());
        }
        if (rules.minLength() != null && rules.maxLength() != null && rules.minLength() > rules.maxLength()) {
            found.add("field " + name + ": minLength is above maxLength");
        }
        return found;
    }
}
