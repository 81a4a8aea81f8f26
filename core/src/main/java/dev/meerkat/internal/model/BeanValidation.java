package dev.meerkat.internal.model;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of Jakarta Validation on a class, where that library is present. Thread safety: safe. Source: contract I2. */
interface BeanValidation {
    /** Tells what the object breaks. */
    void validate(Object object, Violations found);

    /**
     * The validation of that class; null without the library, or if the class has no such annotations: that costs nothing later. {@code
     * secret} tells of a property's name in Java whether its value is hidden.
     */
    static @Nullable BeanValidation of(Class<?> type, Predicate<String> secret) {
        if (!Constrained.is(type)) {
            return null;
        }
        try {
            Class.forName("jakarta.validation.Validation", false, type.getClassLoader());
            return JakartaValidation.of(type, secret);
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            return null;
        }
    }

    /** Where a library without an implementation is told of. */
    static Logger log() {
        return LoggerFactory.getLogger("dev.meerkat.model");
    }
}
