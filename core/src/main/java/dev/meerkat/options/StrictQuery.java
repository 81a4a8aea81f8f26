package dev.meerkat.options;

/** What a model does with keys of a filter that its schema does not know. Source: contract §4. */
public enum StrictQuery {
    /** Unknown keys in filters of reads are kept. */
    FALSE,
    /** Unknown keys in filters of reads are removed, with one warning for each path. */
    TRUE,
    /** Unknown keys in any filter are an error. */
    THROW
}
