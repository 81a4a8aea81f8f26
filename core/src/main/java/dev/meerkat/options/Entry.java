package dev.meerkat.options;

import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source says about one option.
 *
 * @param value the value, null when it is impossible
 * @param detail the key or variable that says it, empty for code
 * @param problems why the value is impossible
 */
record Entry(@Nullable Object value, String detail, List<OptionProblem> problems) {
    static Entry broken(OptionProblem problem) {
        return new Entry(null, "", List.of(problem));
    }

    /** A value known to be possible. */
    static Entry good(Object value, String detail) {
        return new Entry(value, detail, List.of());
    }

    /** A value, judged; {@code key} is how its source names the option. */
    static Entry of(Option<?> option, String key, @Nullable Object value, String detail) {
        if (value == null) {
            return broken(new OptionProblem(key, "null", rule(option), fix(option, key)));
        }
        return possible(option, value)
                ? good(value, detail)
                : broken(new OptionProblem(key, shown(option, value), rule(option), fix(option, key)));
    }

    /** Text, read and judged. */
    static Entry read(Option<?> option, String key, String text, String detail) {
        if (option.onlyInCode()) {
            return broken(new OptionProblem(key, Hidden.TEXT, "can be set in code alone", "take it out here"));
        }
        if (option == OptionTable.URI) {
            return ConnectionUri.read(text, detail);
        }
        try {
            return of(option, key, option.kind().reader().apply(text), detail);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            String shown = option.secret() ? Hidden.TEXT : Hidden.value(text);
            return broken(new OptionProblem(key, shown, rule(option), fix(option, key)));
        }
    }

    private static <T> boolean possible(Option<T> option, Object value) {
        return option.kind().possible().test(option.cast(value));
    }

    private static String shown(Option<?> option, Object value) {
        return option.secret() ? Hidden.TEXT : Hidden.value(option.show(value));
    }

    private static String rule(Option<?> option) {
        return "must be " + option.kind().form();
    }

    private static String fix(Option<?> option, String key) {
        String example = option.kind().example();
        return example.isEmpty() ? "correct it or leave it out" : "write " + key + "=" + example + ", or leave it out";
    }
}
