package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The three questions of a probe, each over one open socket. */
final class ProbeQuestions {
    // A TLS 1.3 server says only after the handshake that it wants a certificate; a content one says nothing.
    private static final long PAUSE_FOR_AN_ALERT = 400_000_000L;

    private final ServerAddress server;
    private final MongoClientSettings settings;
    private final ProbeSocket socket;
    private final long deadline;

    private ProbeQuestions(ServerAddress server, MongoClientSettings settings, ProbeSocket socket, long deadline) {
        this.server = server;
        this.settings = settings;
        this.socket = socket;
        this.deadline = deadline;
    }

    static Optional<Diagnosis> ask(ProbeTarget target, MongoClientSettings settings, ProbeSocket socket, long deadline)
            throws IOException {
        ProbeQuestions questions = new ProbeQuestions(target.address(), settings, socket, deadline);
        return switch (target.question()) {
            case DOES_IT_SPEAK_TLS -> questions.speaksTls();
            case DOES_IT_SPEAK_PLAIN -> questions.speaksPlain();
            case DOES_IT_WANT_A_CERTIFICATE -> questions.wantsCertificate();
        };
    }

    /**
     * The outcome of the handshake does not matter, only how the answer begins. Any other answer than TLS is no finding about TLS: nobody wanted to
     * speak it.
     */
    private Optional<Diagnosis> speaksTls() throws IOException {
        try (SSLSocket tls = TlsLayer.over(socket, server, trustingNobody())) {
            tls.startHandshake();
        } catch (IOException expected) {
            if (socket.received().length == 0 && !(expected instanceof SSLException)) {
                throw expected;
            }
        }
        byte[] answer = socket.received();
        if (ProbeTls.speaksTls(answer)) {
            return found(Problem.TLS_EXPECTED, " speaks TLS and this connection does not");
        }
        return ProbeMessage.foreign(answer)
                ? found(Problem.NOT_MONGODB, " speaks neither TLS nor MongoDB's protocol")
                : Optional.empty();
    }

    private Optional<Diagnosis> speaksPlain() throws IOException {
        socket.getOutputStream().write(ProbeMessage.hello());
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(ProbeMessage.HEADER);
        if (ProbeMessage.answers(answer)) {
            return found(Problem.TLS_NOT_SPOKEN, " answers without TLS and this connection speaks TLS");
        }
        return answer.length == 0 || ProbeTls.speaksTls(answer)
                ? Optional.empty()
                : found(Problem.NOT_MONGODB, " speaks neither TLS nor MongoDB's protocol");
    }

    /** Reads before it writes: a write to a server that has closed already loses the alert that says why. */
    private Optional<Diagnosis> wantsCertificate() throws IOException {
        boolean agreed = false;
        try (SSLSocket tls = TlsLayer.over(socket, server, settings)) {
            tls.startHandshake();
            agreed = true;
            if (silentFor(tls, PAUSE_FOR_AN_ALERT)) {
                tls.getOutputStream().write(ProbeMessage.hello());
                tls.getInputStream().read();
            }
            return Optional.empty();
        } catch (IOException failure) {
            Diagnosis told = Diagnosis.ofConnecting(failure, ServerText.host(server));
            boolean clear = told.fatal() && !EvidenceDoubt.ambiguous(told);
            // With the handshake agreed on, the server was content with our certificate or with none.
            return Optional.of(clear || agreed ? told : asked().orElse(told));
        }
    }

    private boolean silentFor(SSLSocket tls, long nanos) throws IOException {
        socket.readUntil(deadline - Math.max(0, remaining() - nanos));
        try {
            tls.getInputStream().read();
            return false;
        } catch (SocketTimeoutException content) {
            return true;
        } finally {
            socket.readUntil(deadline);
        }
    }

    private long remaining() throws IOException {
        return socket.millisLeft() * 1_000_000L;
    }

    /** The alert may have been lost with the connection; that a certificate was asked for is in what was received. */
    private Optional<Diagnosis> asked() {
        return ProbeTls.asksForCertificate(socket.received())
                ? found(Problem.TLS_CLIENT_CERTIFICATE, " asked for a client certificate and broke the connection off")
                : Optional.empty();
    }

    /** Only the first bytes of the answer count, so no trust store is loaded. */
    private static SSLContext trustingNobody() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ProbeTrust()}, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IOException("No TLS in this JVM", failure);
        }
    }

    private Optional<Diagnosis> found(Problem problem, String predicate) {
        return Optional.of(Diagnosis.of(problem, ServerText.host(server) + predicate, ServerText.host(server), null));
    }
}
