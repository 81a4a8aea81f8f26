package dev.meerkat.internal.driver;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoServerException;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * What operations and pings say of a deployment behind a load balancer, which the driver does not check by itself.
 *
 * <p>Its listeners are installed in load balanced mode alone; elsewhere it hears nothing and finds everything well. Thread safety: safe; the
 * driver's and the application's threads store and poke, nothing else. Source: contract §2, S4.
 */
final class BalancerSight implements ConnectionPoolListener, CommandListener {
    private static final int ENOUGH = 3;
    private static final Row WELL = new Row(false, Set.of());

    private final Runnable poke;
    private final AtomicReference<Row> row = new AtomicReference<>(WELL);

    BalancerSight(Runnable poke) {
        this.poke = poke;
    }

    /**
     * What failed since the last success.
     *
     * @param broken whether anything did
     * @param unconnected the driver's numbers of the operations in a row that could not connect, at most {@link #ENOUGH}; one that the driver
     *     tried twice counts once
     */
    private record Row(boolean broken, Set<Long> unconnected) {
        /** After a connection broke: that says nothing of those that could not connect. */
        Row broke() {
            return broken ? this : new Row(true, unconnected);
        }

        Row with(long operation) {
            if (unconnected.size() >= ENOUGH || unconnected.contains(operation)) {
                return this;
            }
            Set<Long> more = new HashSet<>(unconnected);
            more.add(operation);
            return new Row(true, Set.copyOf(more));
        }
    }

    /** Whether the last operation or ping was successful: the server answered it, be it with an error. */
    boolean well() {
        return !row.get().broken();
    }

    /** Whether three operations or pings in a row could not connect. */
    boolean lost() {
        return row.get().unconnected().size() >= ENOUGH;
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        boolean error = event.getReason() == ConnectionCheckOutFailedEvent.Reason.CONNECTION_ERROR;
        if (error && !Thread.currentThread().isInterrupted()) {
            row.updateAndGet(before -> before.with(event.getOperationId()));
            poke.run();
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        becomes(before -> WELL);
    }

    /**
     * A connection that breaks says nothing of the next one: only a ping will tell. One whose caller was interrupted says nothing at all.
     */
    @Override
    public void commandFailed(CommandFailedEvent event) {
        Throwable failure = event.getThrowable();
        if (failure instanceof MongoServerException) {
            becomes(before -> WELL);
        } else if (!(failure instanceof MongoInterruptedException)) {
            becomes(Row::broke);
        }
    }

    private void becomes(UnaryOperator<Row> next) {
        Row before = row.get();
        if (next.apply(before) != before) {
            row.updateAndGet(next);
            poke.run();
        }
    }
}
