package dev.meerkat.model;

import java.util.function.Predicate;

/**
 * A rule of the application's own. Two are equal only if they hold the same predicate object.
 *
 * @param rule its name, as violations tell it
 * @param test whether a value, never null, is allowed
 * @param message what to tell when it is not
 */
public record Check(String rule, Predicate<Object> test, String message) {}
