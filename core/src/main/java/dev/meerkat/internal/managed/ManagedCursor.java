package dev.meerkat.internal.managed;

import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.stats.LeakKind;
import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that may have to ask the server for more, and holds its admission until then: the next batch passes while a drain runs.
 *
 * <p>It holds its session too, so that a session is not lost while a cursor of it is read; the fences keep one that is read for the last time
 * from being taken for lost meanwhile. Thread safety: none, as the driver's; only {@link #close()} may come from another thread. Source:
 * contract G5, G6, H4.
 */
class ManagedCursor<T> implements MongoCursor<T> {
    private final Handle<?> handle;
    private final String operation;
    private final MongoCursor<T> driver;
    private final @Nullable ManagedSession session;
    private final Lease lease;
    private final boolean untilClosed;

    /** Documents that can be had without asking the server. */
    private int inHand;

    ManagedCursor(
            Handle<?> handle,
            String operation,
            MongoCursor<T> driver,
            @Nullable ClientSession session,
            Lease lease,
            boolean untilClosed) {
        this.handle = handle;
        this.operation = operation;
        this.driver = driver;
        this.session = ManagedSession.of(session, handle.root);
        this.lease = lease;
        this.untilClosed = untilClosed;
    }

    /** Lets it be looked for in case nobody closes it; those of Meerkat's own sessions are closed by Meerkat. Source: contract H4. */
    final void follow(LeakKind kind) {
        LeakWatch leaks = handle.root.leaks();
        if (leaks.on() && (session == null || !session.own())) {
            lease.whenEnded(leaks.follow(kind, operation, handle.namespace(), this, lease::end, driver::close));
        }
    }

    final MongoCursor<T> driver() {
        return driver;
    }

    @Override
    public boolean hasNext() {
        if (inHand > 0) {
            return true;
        }
        return asking(driver::hasNext);
    }

    @Override
    public T next() {
        if (inHand > 0) {
            inHand--;
            return kept(driver.next());
        }
        return asking(driver::next);
    }

    @Override
    public @Nullable T tryNext() {
        if (inHand > 0) {
            inHand--;
            return kept(driver.tryNext());
        }
        return asking(driver::tryNext);
    }

    /** The cursor is in use until here. */
    private <R extends @Nullable Object> R kept(R answer) {
        Reference.reachabilityFence(this);
        return answer;
    }

    /** Does what may reach the server. */
    private <R extends @Nullable Object> R asking(Supplier<R> question) {
        Admission admission = lease.admission();
        if (admission == null) {
            return question.get();
        }
        try {
            R answer = question.get();
            asked();
            return answer;
        } catch (RuntimeException failure) {
            RuntimeException told = handle.failed(failure, operation, admission);
            if (!untilClosed) {
                lease.end();
            }
            throw told;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Looks what the server sent, and gives the admission back if it has no more. */
    private void asked() {
        inHand = driver.available();
        if (!untilClosed && !serverHasMore()) {
            lease.end();
        }
    }

    private boolean serverHasMore() {
        try {
            return driver.getServerCursor() != null;
        } catch (IllegalStateException closedByTheDriver) {
            return false;
        }
    }

    @Override
    public int available() {
        return driver.available();
    }

    @Override
    public @Nullable ServerCursor getServerCursor() {
        return driver.getServerCursor();
    }

    @Override
    public ServerAddress getServerAddress() {
        return driver.getServerAddress();
    }

    @Override
    public void close() {
        inHand = 0;
        try {
            driver.close();
        } finally {
            lease.end();
            Reference.reachabilityFence(this);
        }
    }
}
