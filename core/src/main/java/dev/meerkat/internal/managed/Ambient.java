package dev.meerkat.internal.managed;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that threads are in on one connection. No thread inherits another's.
 *
 * <p>Thread safety: safe. Without any transaction a look costs one volatile read: the count says that there is nothing to look up. Source:
 * contract I6, G1.
 */
final class Ambient {
    private static final int DUPLICATE_KEY = 11_000;
    private static final AtomicIntegerFieldUpdater<Ambient> ENTERED =
            AtomicIntegerFieldUpdater.newUpdater(Ambient.class, "entered");

    private final ThreadLocal<@Nullable ManagedSession> sessions = new ThreadLocal<>();
    private volatile int entered;

    /** The session of the transaction that the calling thread is in, null if it is in none. */
    @Nullable
    ManagedSession session() {
        return entered == 0 ? null : sessions.get();
    }

    /** The calling thread is in a transaction of {@code session} until {@link #leave()}. */
    void enter(ManagedSession session) {
        sessions.set(session);
        ENTERED.incrementAndGet(this);
    }

    /** An operation on the calling thread failed; if it was of a transaction, that may be over on the server. */
    void failed(RuntimeException failure) {
        ManagedSession joined = session();
        if (joined != null && endsTransaction(failure)) {
            joined.spoil(failure);
        }
    }

    /** A server aborts the transaction of a write that failed, and what is labelled so has no transaction any more. */
    private static boolean endsTransaction(RuntimeException failure) {
        return failure instanceof MongoWriteException
                || failure instanceof MongoBulkWriteException
                || failure instanceof MongoException answer
                        && (answer.getCode() == DUPLICATE_KEY
                                || answer.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL));
    }

    /** The calling thread is in no transaction any more. */
    void leave() {
        ENTERED.decrementAndGet(this);
        sessions.remove();
    }
}
