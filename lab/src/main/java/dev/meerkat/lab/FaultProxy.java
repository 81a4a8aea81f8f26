package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.net.Loop;
import dev.meerkat.lab.internal.net.ProxiedConnection;
import dev.meerkat.lab.internal.net.Weather;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that does to a connection what networks do: it delays, falls silent, refuses, resets, cuts
 * replies in the middle. One state at a time; {@link #pass()} is the first. One thread, however many connections.
 * Thread-safe.
 *
 * <p>It forwards bytes and knows nothing of MongoDB: behind it a driver that belongs to a set follows the members' own
 * addresses, past the proxy. Use {@link #uri()}, or a standalone server.
 */
public final class FaultProxy implements AutoCloseable {
    private final Loop loop = new Loop("meerkat-lab-proxy");
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final int port = LoopbackPorts.next();
    private final String serverHost;
    private final int serverPort;
    private volatile Weather weather = Weather.FAIR;
    private @Nullable Channel listener;
    private boolean closed;

    private FaultProxy(String serverHost, int serverPort) {
        this.serverHost = serverHost;
        this.serverPort = serverPort;
    }

    /** Starts one on a free port; what it stands before need not run yet. */
    public static FaultProxy inFrontOf(String host, int port) {
        FaultProxy proxy = new FaultProxy(host, port);
        proxy.listen();
        return proxy;
    }

    /** Starts one before a server of the lab. */
    public static FaultProxy inFrontOf(LabServer server) {
        return inFrontOf(server.host(), server.port());
    }

    /** The numeric loopback address it listens on. */
    public String host() {
        return LoopbackPorts.HOST;
    }

    /** The port it listens on, below 32768; the same after {@link #refuse()} and {@link #pass()}. */
    public int port() {
        return port;
    }

    /** Host and port as MongoDB writes them. */
    public String address() {
        return host() + ":" + port;
    }

    /** A connection string that stays with the proxy: {@code mongodb://host:port/?directConnection=true}. */
    public String uri() {
        return "mongodb://" + address() + "/?directConnection=true";
    }

    /** Forwards everything at once; ends whatever state was on. Connections frozen so far go on where they stopped. */
    public void pass() {
        become(Weather.FAIR);
    }

    /**
     * Accepts and forwards nothing; live connections stop where they are. What clients give up meanwhile is noticed at
     * {@link #pass()}.
     */
    public void blackHole() {
        become(Weather.held(true, true));
    }

    /** Cuts one way only: what clients say arrives and is done, and nothing comes back before {@link #pass()}. */
    public void cutReplies() {
        become(Weather.held(false, true));
    }

    /** Cuts the other way only: nothing clients say arrives before {@link #pass()}, what is on its way to them does. */
    public void cutRequests() {
        become(Weather.held(true, false));
    }

    /** Holds each piece of a reply back, so that every round trip takes that much longer; new and live connections. */
    public void latency(Duration extra) {
        become(Weather.late(() -> extra));
    }

    /**
     * As {@link #latency(Duration)}, with another delay for each piece, evenly spread; order is kept.
     *
     * @param least the shortest delay
     * @param most the longest
     * @param seed the same seed gives the same delays
     * @throws IllegalArgumentException when {@code most} is shorter than {@code least}, or {@code least} is negative
     */
    public void jitter(Duration least, Duration most, long seed) {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("least must be from 0 and most from least: " + least + ", " + most);
        }
        Random random = new Random(seed);
        long spread = most.minus(least).toNanos() + 1;
        become(Weather.late(() -> least.plusNanos((long) (random.nextDouble() * spread))));
    }

    /**
     * Lets replies trickle: no more than so many bytes in a second on each connection.
     *
     * @param bytesPerSecond at least 1
     * @throws IllegalArgumentException below that; {@link #blackHole()} lets nothing through
     */
    public void slowReplies(int bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond must be at least 1: " + bytesPerSecond);
        }
        become(Weather.paced(bytesPerSecond));
    }

    /** Cuts the next reply on each connection: half of what came is forwarded, then the connection is reset. */
    public void halfReply() {
        become(Weather.halving());
    }

    /**
     * Leaves live connections half open: the server's side ends, and the client hears of nothing, neither now nor when it
     * says something. New connections pass; the state stays as it is.
     */
    public void halfOpen() {
        onLoop(() -> connections.forEach(ProxiedConnection::forget));
    }

    /** Refuses new connections; live ones pass. */
    public synchronized void refuse() {
        if (listener != null) {
            loop.endListening(listener);
            listener = null;
        }
        adapt(Weather.FAIR);
    }

    /** Resets (RST) all live connections, frozen ones too; the state stays as it is. */
    public void resetAll() {
        onLoop(() -> connections.forEach(ProxiedConnection::reset));
    }

    /** How many clients' connections it holds. */
    public int connections() {
        return connections.size();
    }

    /** How many it has accepted since it started. */
    public long accepted() {
        return accepted.get();
    }

    private synchronized void become(Weather next) {
        adapt(next);
        if (listener == null && !closed) {
            listen();
        }
    }

    private void adapt(Weather next) {
        onLoop(() -> {
            weather = next;
            connections.forEach(ProxiedConnection::adapt);
        });
    }

    private synchronized void onLoop(Runnable action) {
        if (!closed) {
            loop.run(action);
        }
    }

    private synchronized void listen() {
        listener = loop.listen(port, false, this::accept);
    }

    private void accept(Channel client) {
        accepted.incrementAndGet();
        ProxiedConnection connection = new ProxiedConnection(client, () -> weather, serverHost, serverPort);
        connections.add(connection);
        client.closeFuture().addListener(ended -> connections.remove(connection));
        client.eventLoop().execute(connection::adapt);
    }

    /** Ends it with all its connections; doing so twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            loop.close();
        }
    }

    @Override
    public String toString() {
        return "FaultProxy(" + address() + " -> " + serverHost + ":" + serverPort + ")";
    }
}
