package dev.meerkat.testkit;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ConnectionId;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionPoolListener;
import dev.meerkat.testkit.internal.Origin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Sees which cursors of a client are open, and which line opened each. The injected client and connection have one; give it to clients the test
 * makes: {@code MongoClientSettings.builder().applyConnectionString(…)}, then {@link #accept}.
 *
 * <p>A cursor whose connection was closed is forgotten: whoever opened it could not close it any more. Thread-safe.
 */
public final class ClientWatch
        implements CommandListener, ConnectionPoolListener, Consumer<MongoClientSettings.Builder> {
    private final Map<Long, OpenCursor> open = new ConcurrentHashMap<>();

    /** Cursors that the server is asked about at the moment, by the request. */
    private final Map<Integer, OpenCursor> asked = new ConcurrentHashMap<>();

    /**
     * A cursor that is open.
     *
     * @param namespace of its collection
     * @param origin the lines of the code that opened it
     */
    private record OpenCursor(String namespace, String origin, ConnectionId connection) {
        @Override
        public String toString() {
            return "cursor on " + namespace + ", opened" + origin;
        }
    }

    /** Watches nobody yet. */
    public ClientWatch() {}

    /** Watches the client that is made with these settings. */
    @Override
    public void accept(MongoClientSettings.Builder settings) {
        settings.addCommandListener(this);
        settings.applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(this));
    }

    /** Each open cursor in words, with its namespace and the lines that opened it. */
    public List<String> openCursors() {
        return open.values().stream().map(OpenCursor::toString).toList();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonDocument command = event.getCommand();
        if (event.getCommandName().equals("getMore")) {
            @Nullable
            OpenCursor cursor = open.remove(command.getInt64("getMore").getValue());
            if (cursor != null) {
                asked.put(event.getRequestId(), cursor);
            }
        } else if (event.getCommandName().equals("killCursors")) {
            for (BsonValue cursor : command.getArray("cursors")) {
                open.remove(cursor.asInt64().getValue());
            }
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        @Nullable OpenCursor before = asked.remove(event.getRequestId());
        BsonDocument response = event.getResponse();
        if (!response.isDocument("cursor")) {
            return;
        }
        BsonDocument cursor = response.getDocument("cursor");
        long number = cursor.getInt64("id", new BsonInt64(0)).getValue();
        if (number != 0) {
            open.put(number, before != null ? before : opened(event, cursor));
        }
    }

    private static OpenCursor opened(CommandSucceededEvent event, BsonDocument cursor) {
        String namespace = cursor.containsKey("ns") ? cursor.getString("ns").getValue() : event.getDatabaseName();
        return new OpenCursor(
                namespace, Origin.here(), event.getConnectionDescription().getConnectionId());
    }

    /** A cursor that cannot be read any more is no cursor. */
    @Override
    public void commandFailed(CommandFailedEvent event) {
        asked.remove(event.getRequestId());
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        ConnectionId closed = event.getConnectionId();
        open.values().removeIf(cursor -> same(cursor.connection(), closed));
        asked.values().removeIf(cursor -> same(cursor.connection(), closed));
    }

    /** The server's own number for it may be known to one of the two alone. */
    private static boolean same(ConnectionId one, ConnectionId other) {
        return one.getServerId().equals(other.getServerId()) && one.getLocalValue() == other.getLocalValue();
    }
}
