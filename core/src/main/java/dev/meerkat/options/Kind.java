package dev.meerkat.options;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What values of an option look like.
 *
 * @param form completes "must be", for example {@code a whole number from 1}
 * @param example a good value as text
 * @param reader from text; throws an {@link IllegalArgumentException}, {@link java.time.DateTimeException} or {@link ArithmeticException}
 *     for text that is none
 * @param writer to text
 * @param possible whether a value may be
 */
record Kind<T>(
        String form, String example, Function<String, T> reader, Function<T, String> writer, Predicate<T> possible) {}
