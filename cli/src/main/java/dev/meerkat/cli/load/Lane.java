package dev.meerkat.cli.load;

import java.util.BitSet;

/**
 * What one thread tried on its own documents, numbered from 0, and what was acknowledged: a few bits for each document.
 *
 * <p>Thread safety: safe; written by one thread, read by another at the end. The monitor guards all fields.
 */
final class Lane {
    /** Bits of a document's id that hold its number; the thread's is above them. */
    private static final int NUMBER_BITS = 32;

    private final long base;
    private final BitSet inserted = new BitSet();
    private final BitSet tried = new BitSet();
    private final BitSet incremented = new BitSet();
    private final BitSet found = new BitSet();
    private final BitSet unchanged = new BitSet();
    private int attempted;
    private long duplicated;

    /** The lane of the thread of that number, from 0. */
    Lane(int thread) {
        this.base = (long) thread << NUMBER_BITS;
    }

    /** The number of the thread that wrote the document of that id. */
    static long threadOf(long id) {
        return id >> NUMBER_BITS;
    }

    /** Takes the next document; its number. */
    synchronized int next() {
        return attempted++;
    }

    /** The id of a document of this lane. */
    long idOf(int number) {
        return base | number;
    }

    synchronized void inserted(int number) {
        inserted.set(number);
    }

    synchronized void tried(int number) {
        tried.set(number);
    }

    synchronized void incremented(int number) {
        incremented.set(number);
    }

    /** Notes that the document was read back with that {@code n}; more increments than were tried count as duplicated. */
    synchronized void found(long id, long n) {
        int number = (int) id;
        found.set(number);
        unchanged.set(number, n == 0);
        if (n > (tried.get(number) ? 1 : 0)) {
            duplicated++;
        }
    }

    /** Forgets what was read back, for another reading. */
    synchronized void forgetFound() {
        found.clear();
        unchanged.clear();
        duplicated = 0;
    }

    /** Documents read back. */
    synchronized long found() {
        return found.cardinality();
    }

    /** Documents whose insert was acknowledged and that were not read back, or whose increment was acknowledged and left no trace. */
    synchronized long lost() {
        BitSet gone = (BitSet) inserted.clone();
        gone.andNot(found);
        BitSet without = (BitSet) incremented.clone();
        without.and(unchanged);
        gone.or(without);
        return gone.cardinality();
    }

    /** Documents that hold more increments than were tried. */
    synchronized long duplicated() {
        return duplicated;
    }
}
