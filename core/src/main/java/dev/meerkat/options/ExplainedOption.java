package dev.meerkat.options;

import java.util.Optional;

/**
 * One option's effective value and why it has it.
 *
 * @param name the option's name as in the table of options
 * @param value the value as text, {@code <hidden>} for a secret, the word none where there is no value
 * @param origin where the value came from
 * @param detail the key or variable that set it, where one did
 * @param note what else there is to know, for example {@code not in effect: operationTimeout is set}
 */
public record ExplainedOption(
        String name, String value, Origin origin, Optional<String> detail, Optional<String> note) {
    /** One line, for example {@code maxPoolSize = 10 (environment MEERKAT_CONNECTIONS_LOGS_MAX_POOL_SIZE)}. */
    @Override
    public String toString() {
        return name
                + " = "
                + value
                + " ("
                + origin
                + detail.map(key -> " " + key).orElse("")
                + ")"
                + note.map(text -> "; " + text).orElse("");
    }
}
