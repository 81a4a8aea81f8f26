package dev.meerkat.internal.leak;

import dev.meerkat.stats.LeakKind;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an application holds. It must not reach the object in the application's hands, or that would never be lost.
 *
 * <p>Thread safety: safe.
 */
final class Holding {
    /** Who takes a holding out of HELD or SUSPECTED tells of it. */
    enum Stage {
        HELD,
        SUSPECTED,
        OVER
    }

    /** A stack, which the virtual machine keeps in a short form until somebody reads it. */
    private static final class Creation extends Throwable {
        private static final long serialVersionUID = 1L;

        Creation() {
            super(null, null, false, true);
        }
    }

    /** Stands for a stack that has been read. */
    private static final Throwable READ = new Creation();

    final long since;
    final String thread;
    final AtomicReference<Stage> stage = new AtomicReference<>(Stage.HELD);

    /** Ends its share of the gate, at once; then what stands behind it, for which a server may be asked. */
    final Runnable release;

    final Runnable end;

    /** Whether the garbage collector found it. */
    volatile boolean lost;

    /** Whether an event told of it. Guarded by the watch's lock. */
    boolean told;

    private final LeakKind kind;
    private final String operation;
    private final String namespace;
    private Throwable creation = new Creation();
    private @Nullable Place place;
    private volatile Cleaner.@Nullable Cleanable cleanable;

    Holding(LeakKind kind, String operation, String namespace, long since, Runnable release, Runnable end) {
        this.kind = kind;
        this.operation = operation;
        this.namespace = namespace;
        this.since = since;
        this.thread = name(Thread.currentThread());
        this.release = release;
        this.end = end;
    }

    /** Virtual threads mostly have no name. */
    private static String name(Thread thread) {
        return thread.getName().isEmpty() ? "thread-" + thread.getId() : thread.getName();
    }

    /** Where it was begun. For the holder of the watch's lock. */
    Place place() {
        Place known = place;
        if (known == null) {
            known = new Place(kind, operation, namespace, Frames.of(creation));
            place = known;
        }
        return known;
    }

    /** Keeps the one object for the place that all of its holdings share, instead of a stack of its own. */
    void share(Place shared) {
        place = shared;
        creation = READ;
    }

    /** Lets {@code found} run when the garbage collector finds {@code owner}. */
    void follow(Object owner, Cleaner cleaner, Runnable found) {
        cleanable = cleaner.register(owner, found);
    }

    /** Nobody need look for it any more. */
    void unfollow() {
        Cleaner.Cleanable registered = cleanable;
        if (registered != null) {
            registered.clean();
        }
    }
}
