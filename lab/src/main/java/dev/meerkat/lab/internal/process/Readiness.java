package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.LabException;
import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.TrustAnything;
import dev.meerkat.lab.internal.wire.WireClient;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/**
 * Waits until a started server answers, not merely accepts: a server recovering its data does the one before the other.
 */
public final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private Readiness() {}

    /**
     * Waits at most {@code limit}.
     *
     * @throws LabException {@code LAB_SERVER_START} with the program's last words
     */
    public static void await(ServerProcess process, LaunchPlan plan, Duration limit, boolean primary) {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers(plan, primary)) {
            if (process.endsWithin(PAUSE)) {
                throw failure("ended while starting", process, plan);
            }
            if (System.nanoTime() - end > 0) {
                process.kill();
                throw failure("did not answer within " + limit.toMillis() + " ms", process, plan);
            }
            if (Thread.currentThread().isInterrupted()) {
                process.kill();
                throw failure("was not waited for: interrupted", process, plan);
            }
        }
    }

    private static boolean answers(LaunchPlan plan, boolean primary) {
        try {
            return plan.tls() == null ? saysHello(plan.port(), primary) : speaksTls(plan.port());
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean saysHello(int port, boolean primary) throws IOException {
        try (WireClient client = WireClient.connect(LoopbackPorts.HOST, port, ONE_TRY)) {
            BsonDocument hello = client.run("hello");
            return !primary
                    || hello.getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue();
        }
    }

    /** A server that turns a certificate down has answered as well. */
    private static boolean speaksTls(int port) throws IOException {
        try (Socket socket = TrustAnything.context().getSocketFactory().createSocket(LoopbackPorts.HOST, port)) {
            socket.setSoTimeout(Math.toIntExact(ONE_TRY.toMillis()));
            ((SSLSocket) socket).startHandshake();
            return true;
        } catch (SSLException answered) {
            return true;
        } catch (GeneralSecurityException impossible) {
            throw new LabException("LAB_TLS: this JDK has no TLS. Fix: use a complete JDK.", impossible);
        }
    }

    private static LabException failure(String what, ServerProcess process, LaunchPlan plan) {
        return new LabException(
                "LAB_SERVER_START: the server " + what + " (host=" + LoopbackPorts.HOST + ":" + plan.port()
                        + ", binary=" + plan.binary() + "). Fix: see its last words.\n" + process.lastLines(),
                null);
    }
}
