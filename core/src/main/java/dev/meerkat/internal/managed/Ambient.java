package dev.meerkat.internal.managed;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that threads are in on one connection. No thread inherits another's.
 *
 * <p>Thread safety: safe. Without any transaction a look costs one volatile read: the count says that there is nothing to look up. Source:
 * contract I6, G1.
 */
final class Ambient {
    private final ThreadLocal<@Nullable ManagedSession> sessions = new ThreadLocal<>();
    private final AtomicInteger entered = new AtomicInteger();

    /** The session of the transaction that the calling thread is in, null if it is in none. */
    @Nullable
    ManagedSession session() {
        return entered.get() == 0 ? null : sessions.get();
    }

    /** The calling thread is in a transaction of {@code session} until {@link #leave()}. */
    void enter(ManagedSession session) {
        sessions.set(session);
        entered.incrementAndGet();
    }

    /** The calling thread is in no transaction any more. */
    void leave() {
        entered.decrementAndGet();
        sessions.remove();
    }
}
