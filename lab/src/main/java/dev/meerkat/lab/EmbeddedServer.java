package dev.meerkat.lab;

import de.bwaldvogel.mongo.MongoServer;
import dev.meerkat.lab.internal.KeptMemory;
import dev.meerkat.lab.internal.LoopbackPorts;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A standalone server in this JVM: mongo-java-server with its data in memory, reporting version 7.0 (wire version 21).
 * It starts in milliseconds and needs no installation.
 *
 * <p>It has no sessions, transactions, change streams over databases, logins, {@code hello} (drivers use {@code
 * isMaster}), unacknowledged writes or true connection counts. {@link #stop()} and {@link #kill()} do the same: both
 * drop live connections at once. Thread-safe.
 */
public final class EmbeddedServer implements LabServer {
    private final KeptMemory data = new KeptMemory();
    private final int port;
    private final @Nullable TlsIdentity identity;
    private @Nullable MongoServer server;
    private boolean closed;

    private EmbeddedServer(int port, @Nullable TlsIdentity identity) {
        this.port = port;
        this.identity = identity;
    }

    /** Starts one on a free port. */
    public static EmbeddedServer start() {
        return start(LoopbackPorts.next());
    }

    /**
     * Starts one on the given port.
     *
     * @throws LabException {@code LAB_SERVER_START} when the port is taken
     */
    public static EmbeddedServer start(int port) {
        return started(new EmbeddedServer(port, null));
    }

    /** Starts one on a free port that speaks TLS only, without asking for client certificates. */
    public static EmbeddedServer startTls(TlsIdentity identity) {
        return started(new EmbeddedServer(LoopbackPorts.next(), identity));
    }

    private static EmbeddedServer started(EmbeddedServer server) {
        server.restart();
        return server;
    }

    @Override
    public String host() {
        return LoopbackPorts.HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String uri() {
        return "mongodb://" + address() + (identity == null ? "/" : "/?tls=true");
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public synchronized boolean running() {
        return server != null;
    }

    @Override
    public void stop() {
        kill();
    }

    @Override
    public synchronized void kill() {
        if (server != null) {
            server.shutdownNow();
            server = null;
        }
    }

    @Override
    public synchronized void restart() {
        if (closed) {
            throw new LabException(
                    "LAB_SERVER_CLOSED: an embedded server cannot be restarted after close (host=" + address()
                            + "). Fix: use kill or stop for an outage, close at the end.",
                    null);
        }
        kill();
        MongoServer fresh = new MongoServer(data);
        if (identity != null) {
            fresh.enableSsl(identity.key(), null, identity.chain().toArray(X509Certificate[]::new));
        }
        bind(fresh);
        server = fresh;
    }

    private void bind(MongoServer fresh) {
        try {
            fresh.bind(host(), port);
        } catch (Exception taken) { // a BindException, which netty throws undeclared
            fresh.shutdownNow();
            throw new LabException(
                    "LAB_SERVER_START: the embedded server cannot listen (host=" + address()
                            + "). Fix: choose a free port, or let start() choose.",
                    taken);
        }
    }

    @Override
    public synchronized void close() {
        kill();
        closed = true;
    }

    @Override
    public String toString() {
        return "EmbeddedServer(" + address() + ")";
    }
}
