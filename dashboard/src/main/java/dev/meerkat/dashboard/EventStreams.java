package dev.meerkat.dashboard;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Subscription;
import dev.meerkat.event.ConnectionEvent;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who follows: each event when it happens, and once a second how all connections are. Confined to the server's thread, but for
 * the connections' event threads, which only hand over.
 */
final class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    /** Whoever takes nothing for so many seconds is cut. */
    private static final int PATIENCE = 10;

    private static final int EVENTS_SHOWN = 100;

    private final ConnectionRegistry registry;
    private final History history;
    private final EventLoop loop;
    private final boolean actions;
    private final Map<Channel, Integer> streams = new LinkedHashMap<>();
    private final Map<Connection, Subscription> followed = new LinkedHashMap<>();

    /** The last event of each connection, by its name, that was told. */
    private final Map<String, Long> told = new HashMap<>();

    private volatile int following;

    EventStreams(ConnectionRegistry registry, History history, EventLoop loop, boolean actions) {
        this.registry = registry;
        this.history = history;
        this.loop = loop;
        this.actions = actions;
    }

    void begin() {
        loop.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** One that fails must not be the last. */
    private void tick() {
        try {
            cutSilent();
            follow();
            history.sample(Instant.now().toEpochMilli() / 1000.0);
            if (!streams.isEmpty()) {
                send("status", status().append("sample", history.newest()));
            }
        } catch (RuntimeException failed) {
            LOG.warn("the dashboard could not tell its followers how the connections are", failed);
        }
    }

    /** Listens to connections that have come, and no more to those that have gone. */
    private void follow() {
        List<Connection> present = registry.connections();
        followed.entrySet().removeIf(known -> {
            boolean gone = !present.contains(known.getKey());
            if (gone) {
                known.getValue().close();
                told.remove(known.getKey().name());
            }
            return gone;
        });
        present.stream().filter(each -> !followed.containsKey(each)).forEach(come -> {
            followed.put(come, come.on(ConnectionEvent.class, this::handOver));
            catchUp(come);
        });
    }

    /** Tells now what happened before anybody listened, or what is still on its way here. */
    private void catchUp(Connection connection) {
        connection.timeline().stream().filter(this::untold).forEach(event -> send("event", EventJson.of(event)));
    }

    /** Whether nobody was told this event yet; from now on somebody was. */
    private boolean untold(ConnectionEvent event) {
        long last = told.getOrDefault(event.connection(), 0L);
        told.put(event.connection(), Math.max(last, event.sequence()));
        return event.sequence() > last;
    }

    private void handOver(ConnectionEvent event) {
        try {
            loop.execute(() -> tell(event));
        } catch (RejectedExecutionException closed) {
            // The dashboard was closed; nobody is left to tell.
        }
    }

    private void tell(ConnectionEvent event) {
        if (untold(event) && !streams.isEmpty()) {
            send("event", EventJson.of(event));
            send("status", status());
        }
    }

    private Document status() {
        return new Document(
                "connections",
                registry.connections().stream().map(ConnectionJson::of).toList());
    }

    /** How many follow; may be asked on any thread. */
    int followers() {
        return following;
    }

    /** Whether there is room for one more. */
    boolean full() {
        return streams.size() >= Dashboard.STREAMS;
    }

    /** Lets a client follow whose response has begun; the first thing it gets is everything. */
    void add(Channel client) {
        follow();
        followed.keySet().forEach(this::catchUp);
        streams.put(client, 0);
        following = streams.size();
        client.closeFuture().addListener(closed -> {
            streams.remove(client);
            following = streams.size();
        });
        List<Document> events = new ArrayList<>();
        registry.connections().forEach(connection -> {
            List<ConnectionEvent> timeline = connection.timeline();
            timeline.subList(Math.max(0, timeline.size() - EVENTS_SHOWN), timeline.size())
                    .forEach(event -> events.add(EventJson.of(event)));
        });
        Document all = status().append("events", events)
                .append("history", history.all(false))
                .append("actions", actions);
        client.writeAndFlush(content(message("snapshot", all)));
    }

    /** A client that takes nothing misses what is said meanwhile, and is cut after a while. */
    private void cutSilent() {
        List.copyOf(streams.keySet()).forEach(client -> {
            int silent = client.isWritable() ? 0 : streams.getOrDefault(client, 0) + 1;
            streams.put(client, silent);
            if (silent > PATIENCE) {
                client.close();
            }
        });
    }

    private void send(String name, Document data) {
        byte[] message = message(name, data);
        List.copyOf(streams.keySet()).stream()
                .filter(Channel::isWritable)
                .forEach(client -> client.writeAndFlush(content(message)));
    }

    private static byte[] message(String name, Document data) {
        return ("event: " + name + "\ndata: " + Json.line(data) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static DefaultHttpContent content(byte[] message) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(message));
    }

    /** Ends every stream. */
    void close() {
        loop.submit(() -> {
                    followed.values().forEach(Subscription::close);
                    followed.clear();
                    List.copyOf(streams.keySet()).forEach(Channel::close);
                })
                .syncUninterruptibly();
    }
}
