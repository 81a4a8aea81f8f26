package dev.meerkat.internal.model;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidModelException;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.json.JsonParseException;
import org.jspecify.annotations.Nullable;

/** Says why a class cannot be a model's. */
final class Unfit {
    private Unfit() {}

    /** A class whose members could not be read. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(Class<?> type, Throwable cause) {
            super(type.getName() + ": " + cause.getMessage(), cause);
        }
    }

    /** Refuses what the driver could never write and read again. */
    static void check(Class<?> type) {
        if (type.isInterface() || type.isAnnotation()) {
            throw refusal(type, "is an interface; give the record or class that implements it", null);
        } else if (type.isPrimitive() || type.isArray() || type.isEnum()) {
            throw refusal(type, "is no record or class with properties", null);
        } else if (type.isRecord()) {
            checkNames(type);
            return;
        } else if (Modifier.isAbstract(type.getModifiers())) {
            throw refusal(type, "is abstract; give a class that can be made", null);
        } else if (type.getName().startsWith("java.")) {
            throw refusal(type, "is a class of the JDK, not one of documents", null);
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw refusal(
                    type, "is not public, and the driver maps public classes only; records may be as they like", null);
        }
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        if (inner || type.isLocalClass() || type.isAnonymousClass()) {
            throw refusal(type, "is an inner class; make it static, or a class of its own", null);
        } else if (!BeanMembers.hasConstructor(type)) {
            throw refusal(type, "has no constructor without parameters and no @BsonCreator", null);
        }
    }

    private static void checkNames(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Members.Member member :
                explaining(type, () -> RecordMembers.of(type, true)).list()) {
            if (!names.add(member.property().field())) {
                throw refusal(
                        type, "has two components named " + member.property().field() + " in the document", null);
            }
        }
    }

    static <R> R explaining(Class<?> type, Supplier<R> reading) {
        try {
            return reading.get();
        } catch (Unreadable unreadable) {
            throw refusal(type, "cannot be read: " + unreadable.getMessage(), unreadable.getCause());
        } catch (InvalidModelException schema) {
            String why = schema.diagnosis().message();
            throw why.startsWith(type.getName()) ? schema : refusal(type, "is no model's: " + why, schema);
        } catch (IllegalArgumentException | DateTimeException | JsonParseException annotation) {
            throw refusal(type, "cannot be read: " + annotation.getMessage(), annotation);
        }
    }

    static InvalidModelException refusal(Class<?> type, String why, @Nullable Throwable cause) {
        String message = type.getName() + " " + why;
        Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_MODEL, message, null, cause);
        return new InvalidModelException(diagnosis.toString(), diagnosis, cause);
    }
}
