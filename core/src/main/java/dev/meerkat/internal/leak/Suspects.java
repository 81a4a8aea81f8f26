package dev.meerkat.internal.leak;

import dev.meerkat.stats.Leak;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is suspected of one place. Guarded by the watch's lock. */
final class Suspects {
    private final Place place;

    /** In the order in which they became suspected, so nearly of their age. */
    private final Set<Holding> held = new LinkedHashSet<>();

    private long collected;

    /** The last one that was lost, as it was then. */
    private @Nullable Leak lastLost;

    Suspects(Place place) {
        this.place = place;
    }

    /** One more is held too long; tells whether that is worth an event. */
    boolean hold(Holding one) {
        one.share(place);
        held.add(one);
        return Integer.bitCount(held.size()) == 1;
    }

    void giveBack(Holding one) {
        held.remove(one);
    }

    /** One more was lost; tells whether that is worth an event. */
    boolean lose(Holding one, long now) {
        held.remove(one);
        collected++;
        lastLost = leak(one, now);
        return Long.bitCount(collected) == 1;
    }

    boolean none() {
        return held.isEmpty();
    }

    boolean nothingEver() {
        return held.isEmpty() && collected == 0;
    }

    /** How it stands, told of {@code one}. */
    Leak leak(Holding one, long now) {
        return leak(Duration.ofNanos(Math.max(0, now - one.since)), one.thread);
    }

    private Leak leak(Duration age, String thread) {
        return new Leak(
                place.kind(), place.operation(), place.namespace(), age, thread, held.size(), collected, place.stack());
    }

    /** How it stands, told of the oldest one, or of the last one lost. */
    Leak leak(long now) {
        Iterator<Holding> all = held.iterator();
        Leak lost = lastLost;
        if (all.hasNext()) {
            return leak(all.next(), now);
        }
        return lost == null ? leak(Duration.ZERO, "") : leak(lost.age(), lost.thread());
    }
}
