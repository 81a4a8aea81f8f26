package dev.meerkat.options;

import java.util.regex.Pattern;

/** What may be shown of text that somebody typed. */
final class Hidden {
    /** Stands for a secret. */
    static final String TEXT = "<hidden>";

    /** A bad value could be a part of a password that got into the wrong place, so only harmless looking text is quoted. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._,()=-]{1,40}");

    /** Names of options have letters alone; passwords rarely do. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,40}(-[A-Za-z]{1,20}){0,5}");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._:/\\\\-]{1,200}");

    private Hidden() {}

    /** The bad value of an option, or how long it is. */
    static String value(String text) {
        if (text.isBlank()) {
            return text.isEmpty() ? "''" : "white space";
        }
        return HARMLESS.matcher(text).matches() ? text : "<" + text.length() + " characters>";
    }

    /** The name of an option that nobody knows, or how long it is. */
    static String name(String text) {
        return NAME.matcher(text).matches() ? text : "<" + text.length() + " characters>";
    }

    /** The path of a file that cannot be used: an option behind it that lacks its '&' may hang on. */
    static String path(String text) {
        return PATH.matcher(text).matches() ? text : "<" + text.length() + " characters>";
    }
}
