package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.UnixServerAddress;
import com.mongodb.connection.SocketSettings;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.internal.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One question to a server over a socket of its own, for failures that the driver cannot tell apart.
 *
 * <p>Opens at most one socket and writes at most the first message of a TLS handshake, or a handshake and one plain
 * {@code hello}; no credentials. Ends within 1.6 s besides name resolution. Thread safety: {@link #ask()} once, by one
 * thread; {@link #close()} by any thread, and the answer is then empty. Source: contract O3.
 */
public final class Probe implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration WHOLE = Duration.ofMillis(1600);

    private final ProbeTarget target;
    private final MongoClientSettings settings;
    private final Evidence evidence;
    private final ProbeSocket socket;
    private final TimeSource time;
    private volatile boolean closed;

    /** Prepares the question; the attempt's one probe is used up when {@link #ask()} is called. */
    public Probe(ProbeTarget target, MongoClientSettings settings, Evidence evidence, TimeSource time) {
        this.target = target;
        this.settings = settings;
        this.evidence = evidence;
        this.time = time;
        this.socket = new ProbeSocket(time);
    }

    /**
     * Asks, keeps the finding in the evidence and returns it; empty when it found nothing new, was closed, or the
     * attempt had its probe already. Blocks for at most 1.6 s and throws nothing.
     */
    public Optional<Diagnosis> ask() {
        if (!evidence.probing()) {
            return Optional.empty();
        }
        Optional<Diagnosis> answer = mayAsk() ? answer() : Optional.empty();
        Optional<Diagnosis> finding = closed ? Optional.empty() : answer;
        evidence.probed(target.address(), finding);
        return finding;
    }

    private Optional<Diagnosis> answer() {
        try (socket) {
            long deadline = time.nanos() + WHOLE.toNanos();
            socket.readUntil(deadline);
            connect();
            return ProbeQuestions.ask(target, settings, socket, deadline);
        } catch (IOException failure) {
            return Optional.of(Diagnosis.ofConnecting(failure, ServerText.host(target.address())));
        } catch (RuntimeException failure) {
            return Optional.empty(); // a trust manager of the application's own may throw anything
        }
    }

    /** Cuts the question short, at once. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException ignored) {
            // A socket that does not close has nothing more to say either.
        }
    }

    /** A proxy or a Unix socket is the driver's own way of connecting, which this does not repeat. */
    private boolean mayAsk() {
        return !(target.address() instanceof UnixServerAddress)
                && !settings.getSocketSettings().getProxySettings().isProxyEnabled();
    }

    private void connect() throws IOException {
        SocketSettings wanted = settings.getSocketSettings();
        socket.setTcpNoDelay(true);
        if (wanted.getReceiveBufferSize() > 0) {
            socket.setReceiveBufferSize(wanted.getReceiveBufferSize());
        }
        if (wanted.getSendBufferSize() > 0) {
            socket.setSendBufferSize(wanted.getSendBufferSize());
        }
        int ordinary = wanted.getConnectTimeout(TimeUnit.MILLISECONDS);
        int most = (int) CONNECT.toMillis();
        socket.connect(address(), ordinary > 0 ? Math.min(ordinary, most) : most);
    }

    /** The first address: the only one the driver tries after a refusal. */
    private InetSocketAddress address() throws IOException {
        ServerAddress address = target.address();
        InetAddressResolver resolver = settings.getInetAddressResolver();
        InetAddress first = resolver == null
                ? InetAddress.getByName(address.getHost())
                : resolver.lookupByName(address.getHost()).get(0);
        return new InetSocketAddress(first, address.getPort());
    }
}
