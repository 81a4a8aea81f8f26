package dev.meerkat.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was tried, what the server acknowledged, and what was found afterwards, by whatever tells one write from another. Every fault test
 * should state it. Thread safety: safe.
 */
public final class Tally {
    private final Set<Object> tried = ConcurrentHashMap.newKeySet();
    private final Set<Object> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Object, Integer> found = new ConcurrentHashMap<>();

    /** An empty one. */
    public Tally() {}

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
        found.merge(id, 1, Integer::sum);
    }

    /** Forgets what was found, for another look. */
    public void forgetFound() {
        found.clear();
    }

    /** How many writes were tried. */
    public int tried() {
        return tried.size();
    }

    /** How many writes were acknowledged. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** How many different documents were found. */
    public int found() {
        return found.size();
    }

    /** Acknowledged and not found: must be empty. */
    public Set<Object> lost() {
        return without(acknowledged, found.keySet());
    }

    /** Found and never tried: must be empty. */
    public Set<Object> strange() {
        return without(found.keySet(), tried);
    }

    /** Found more than once: must be empty. */
    public Set<Object> duplicated() {
        Set<Object> again = ConcurrentHashMap.newKeySet();
        found.forEach((id, times) -> {
            if (times > 1) {
                again.add(id);
            }
        });
        return again;
    }

    /**
     * Fails unless everything acknowledged was found, nothing twice, and nothing that was never tried.
     *
     * @throws AssertionError with all figures, and the ids that are wrong
     */
    public void assertNoneLost() {
        if (!lost().isEmpty() || !duplicated().isEmpty() || !strange().isEmpty()) {
            throw new AssertionError("writes are not what was acknowledged: " + this + "; lost " + lost()
                    + ", duplicated " + duplicated() + ", never tried " + strange());
        }
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
