package dev.meerkat.model;

/**
 * A field of a {@link Schema}. Immutable.
 *
 * @param name its name in the document
 * @param type what kind of value it has
 * @param rules what the value must be
 */
public record Field(String name, FieldType type, Rules rules) {}
