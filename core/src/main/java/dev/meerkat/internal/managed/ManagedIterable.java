package dev.meerkat.internal.managed;

import com.mongodb.Function;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.stats.LeakKind;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recipe for a driver's iterable, made when a method that talks to the server is called, and anew for each. Thread safety: none, as the
 * driver's.
 *
 * @param <T> what it hands out
 * @param <I> the driver's iterable
 */
abstract class ManagedIterable<T, I extends MongoIterable<T>> implements MongoIterable<T> {
    final Handle<?> handle;
    final String operation;
    final boolean read;
    final @Nullable ClientSession session;

    /** Whether it runs in the thread's transaction, if there is one when the server is asked. */
    final boolean joins;

    Recipe<I> recipe;

    ManagedIterable(
            Handle<?> handle,
            String operation,
            boolean read,
            @Nullable ClientSession session,
            boolean joins,
            Recipe<I> recipe) {
        this.handle = handle;
        this.operation = operation;
        this.read = read;
        this.session = session;
        this.joins = joins;
        this.recipe = recipe;
    }

    /** The session given, else that of the thread's transaction: asked when the server is, not when the iterable was made. Source: contract I6. */
    final @Nullable ClientSession session() {
        return joins ? handle.ambient() : session;
    }

    @Override
    public MongoCursor<T> iterator() {
        return cursor();
    }

    @Override
    public MongoCursor<T> cursor() {
        return open(false);
    }

    /**
     * Opens a cursor that keeps its admission until it is closed, or, unless {@code untilClosed}, fails or has the last documents in hand.
     */
    MongoCursor<T> open(boolean untilClosed) {
        ClientSession used = session();
        Admission admission = handle.admit(operation, read, used);
        Lease lease = new Lease(admission);
        boolean opened = false;
        try {
            MongoCursor<T> driver = recipe.make(admission, used).cursor();
            if (!untilClosed && driver.getServerCursor() == null) {
                return driver; // the first batch was all: nothing is left that could reach the server
            }
            if (!untilClosed) {
                admission.detach(); // a forEach stays inside the call, and so does its callback
            }
            ManagedCursor<T> cursor = new ManagedCursor<>(handle, operation, driver, used, lease, untilClosed);
            opened = true;
            if (!untilClosed) {
                cursor.follow(LeakKind.CURSOR);
            }
            return cursor;
        } catch (RuntimeException failure) {
            throw handle.failed(failure, operation, admission);
        } finally {
            Reference.reachabilityFence(used);
            if (!opened) {
                lease.end();
            }
        }
    }

    @Override
    public @Nullable T first() {
        ClientSession used = session();
        Admission admission = handle.admit(operation, read, used);
        try {
            return recipe.make(admission, used).first();
        } catch (RuntimeException failure) {
            throw handle.failed(failure, operation, admission);
        } finally {
            admission.release();
            Reference.reachabilityFence(used);
        }
    }

    /** One admission for the whole loop, so that what the action itself does passes while a drain runs. Source: contract G5. */
    @Override
    public void forEach(Consumer<? super T> action) {
        try (MongoCursor<T> cursor = open(true)) {
            while (cursor.hasNext()) {
                action.accept(cursor.next());
            }
        }
    }

    @Override
    public <A extends Collection<? super T>> A into(A target) {
        forEach(target::add);
        return target;
    }

    @Override
    public final <U> MongoIterable<U> map(Function<T, U> mapper) {
        return new MappedIterable<>(this, HandleSettings.present("mapper", mapper));
    }
}
