package dev.meerkat.internal.dispatch;

import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.EventsDropped;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * At most 1 024 undelivered events. When it is full the oldest extra event goes, else the oldest; what went is told by one
 * {@link EventsDropped} in its place. Not thread-safe: guarded by the dispatcher's lock. Source: contract E2.
 */
final class EventQueue {
    static final int CAPACITY = 1024;

    /** An undelivered event; {@code only} is the one listener of a replay, null for everybody. */
    record Entry(ConnectionEvent event, @Nullable Listener<?> only) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long droppedCount;
    private long droppedFirst;
    private @Nullable ConnectionEvent droppedLast;

    void add(Entry entry) {
        if (entries.size() >= CAPACITY) {
            drop();
        }
        entries.addLast(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty() && droppedCount == 0;
    }

    /** The next entry, or null. */
    @Nullable
    Entry poll() {
        Entry next = entries.peekFirst();
        if (droppedCount > 0 && (next == null || next.event().sequence() > droppedFirst)) {
            return new Entry(told(), null);
        }
        return entries.pollFirst();
    }

    private void drop() {
        Entry victim = oldestExtra();
        if (victim == null) {
            victim = entries.removeFirst();
        }
        ConnectionEvent event = victim.event();
        droppedFirst = droppedCount == 0 ? event.sequence() : Math.min(droppedFirst, event.sequence());
        if (droppedLast == null || droppedLast.sequence() < event.sequence()) {
            droppedLast = event;
        }
        droppedCount++;
    }

    private @Nullable Entry oldestExtra() {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.event().extra()) {
                each.remove();
                return entry;
            }
        }
        return null;
    }

    /** The notice stands in for the dropped, so it carries the number of the last of them and none of its own. */
    private EventsDropped told() {
        ConnectionEvent last = droppedLast;
        if (last == null) {
            throw new IllegalStateException("nothing was dropped");
        }
        EventsDropped notice = new EventsDropped(last.facts(), droppedCount, droppedFirst, last.sequence());
        droppedCount = 0;
        droppedLast = null;
        return notice;
    }
}
