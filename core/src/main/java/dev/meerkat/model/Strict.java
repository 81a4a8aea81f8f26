package dev.meerkat.model;

/** What a model does on a write with fields that its schema does not know. Source: contract I2. */
public enum Strict {
    /** They are left out, with one warning for each path. The default. */
    TRUE,
    /** They are an error that names each. */
    THROW,
    /** They are kept: the schema does not list all fields, so no key of a filter is unknown to it either. */
    FALSE
}
