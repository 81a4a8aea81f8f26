package dev.meerkat.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which unique index refused a write, and the values that are there already. Source: contract G8, I3.
 *
 * @param index the index's name
 * @param values the values by their paths, {@code <hidden>} where the schema says secret; empty if the server did not tell them
 */
public record DuplicateKey(String index, Map<String, @Nullable Object> values) {}
