package dev.meerkat.error;

import org.jspecify.annotations.Nullable;

/**
 * One path of a document, an update or a filter that breaks one rule. Source: contract I3.
 *
 * @param path the path, with dots; an element of a list by its number; of several documents, the document's number in brackets first
 * @param value the value there, null if there is none, {@code <hidden>} where the schema says secret
 * @param rule the rule's name: {@code required}, {@code type}, {@code min}, {@code oneOf} …, or that of an own check
 * @param message what is wrong, in a few words
 */
public record Violation(String path, @Nullable Object value, String rule, String message) {
    /** What stands for a secret value. */
    public static final String HIDDEN = "<hidden>";

    private static final int LONGEST = 80;

    @Override
    public String toString() {
        String text = String.valueOf(value);
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return (path.isEmpty() ? "" : path + ": ") + message + " (" + rule + "), but is " + shown;
    }
}
