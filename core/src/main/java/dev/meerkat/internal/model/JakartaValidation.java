package dev.meerkat.internal.model;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks the Jakarta validator. Loaded only where the library is present. Thread safety: safe, as validators are. */
final class JakartaValidation implements BeanValidation {
    private final Validator validator;
    private final Predicate<String> secret;

    private JakartaValidation(Validator validator, Predicate<String> secret) {
        this.validator = validator;
        this.secret = secret;
    }

    static @Nullable BeanValidation of(Class<?> type, Predicate<String> secret) {
        try {
            // The factory lives as long as its validators, which is as long as the model.
            return new JakartaValidation(
                    Validation.buildDefaultValidatorFactory().getValidator(), secret);
        } catch (ValidationException unusable) {
            BeanValidation.log()
                    .warn(
                            "jakarta.validation is there and cannot be used class={} cause={}",
                            type,
                            unusable.toString());
            return null;
        }
    }

    @Override
    public void validate(Object object, Violations found) {
        for (ConstraintViolation<Object> each : validator.validate(object)) {
            String rule = each.getConstraintDescriptor()
                    .getAnnotation()
                    .annotationType()
                    .getSimpleName();
            String path = each.getPropertyPath().toString();
            boolean hidden = secret.test(path.split("[.\\[]", 2)[0]);
            found.add(path, each.getInvalidValue(), hidden, rule, each.getMessage());
        }
    }
}
