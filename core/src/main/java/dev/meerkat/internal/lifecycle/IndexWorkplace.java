package dev.meerkat.internal.lifecycle;

import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.internal.index.IndexGround;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.util.function.Function;

/** What index work needs of its connection. Thread safety: safe. */
final class IndexWorkplace implements IndexGround {
    private final GuardedConnection connection;
    private final TimeSource time;
    private final StateCell cell;

    IndexWorkplace(GuardedConnection connection, TimeSource time, StateCell cell) {
        this.connection = connection;
        this.time = time;
        this.cell = cell;
    }

    @Override
    public String connection() {
        return connection.name();
    }

    @Override
    public ConnectionOptions options() {
        return connection.options();
    }

    @Override
    public MongoClient client() {
        return connection.client();
    }

    @Override
    public boolean over() {
        ConnectionState state = cell.state();
        return state == ConnectionState.DRAINING || state == ConnectionState.CLOSED || state == ConnectionState.FAILED;
    }

    @Override
    public void tell(Function<Facts, ConnectionEvent> event) {
        cell.tell(event);
    }

    @Override
    public TimeSource time() {
        return time;
    }

    /** One open of the connection. The thread is the session's, so that a close interrupts it, waits for it, and names it if it stays. */
    Opening opening(Session session) {
        return new Opening() {
            @Override
            public boolean live() {
                return session.live();
            }

            @Override
            public void awaitConnected() throws InterruptedException {
                while (session.live() && cell.state() == ConnectionState.INTERRUPTED) {
                    cell.awaitOther(ConnectionState.INTERRUPTED, TimeSource.FOR_EVER.toNanos());
                }
            }

            @Override
            public void start(Runnable work) {
                session.ask("indexes", () -> {
                    work.run();
                    return true;
                });
            }
        };
    }
}
