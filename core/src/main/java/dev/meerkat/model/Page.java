package dev.meerkat.model;

import java.util.List;

/**
 * One page of a query's answer. Immutable. Source: contract I4.
 *
 * @param items the documents on it
 * @param number its number, from 0
 * @param size how many a full page has
 * @param total how many documents match in all, counted by a query of its own
 */
public record Page<T>(List<T> items, int number, int size, long total) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** How many pages there are. */
    public long pages() {
        return (total + size - 1) / size;
    }

    /** Whether there is a page after it. */
    public boolean hasNext() {
        return number + 1L < pages();
    }
}
