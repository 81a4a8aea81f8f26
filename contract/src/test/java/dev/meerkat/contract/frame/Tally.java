package dev.meerkat.contract.frame;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a fault test tried, what the server acknowledged, what was found afterwards. Every fault test states it. Thread safety: safe.
 */
public final class Tally {
    private final Set<Object> tried = ConcurrentHashMap.newKeySet();
    private final Set<Object> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Object> found = ConcurrentHashMap.newKeySet();

    /** Counts a write before it is sent. */
    public void tries(Object id) {
        tried.add(id);
    }

    /** Counts a write that came back without an exception. */
    public void acknowledges(Object id) {
        acknowledged.add(id);
    }

    /** Counts a document that is there afterwards. */
    public void finds(Object id) {
        found.add(id);
    }

    /** How many writes were acknowledged. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** Acknowledged and not found: must be empty. */
    public Set<Object> lost() {
        return without(acknowledged, found);
    }

    /** Found and never tried: must be empty. */
    public Set<Object> strange() {
        return without(found, tried);
    }

    private static Set<Object> without(Set<Object> all, Set<Object> known) {
        Set<Object> rest = ConcurrentHashMap.newKeySet();
        rest.addAll(all);
        rest.removeAll(known);
        return rest;
    }

    @Override
    public String toString() {
        return "tried " + tried.size() + ", acknowledged " + acknowledged.size() + ", found " + found.size();
    }
}
