package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.TlsLayer;
import dev.meerkat.internal.time.TimeSource;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TLS handshake with each host that takes connections. */
final class TlsCheck {
    /** Short, because the driver's own attempt, which has more time, follows where nobody agreed. */
    static final Duration QUICK = Duration.ofMillis(600);

    /** For the second look, after that attempt got in: then it is known that TLS is spoken. */
    static final Duration PATIENT = Duration.ofSeconds(3);

    /** What the JVM takes besides to load its TLS. */
    private static final Duration LOADING = Duration.ofMillis(600);

    /** What a handshake needs of a slow network's round trips, and some more. */
    private static final int ROUND_TRIPS = 6;

    private static final Duration SOON = Duration.ofDays(30);

    private final MongoClientSettings settings;
    private final TimeSource time;
    private final Entry entry;
    private int agreed;
    private boolean clear;

    private TlsCheck(MongoClientSettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
        this.entry = new Entry(Step.TLS, time);
    }

    /**
     * What the step found.
     *
     * @param clear whether that is the last word; otherwise no host agreed and only the driver's own attempt tells why
     */
    record Result(StepReport report, boolean clear) {}

    static Result look(
            MongoClientSettings settings,
            SocketCheck.Result reached,
            Duration least,
            TimeSource time,
            Inquiries inquiries) {
        if (!settings.getSslSettings().isEnabled()) {
            return new Result(Entry.skipped(Step.TLS, "not asked for"), true);
        }
        TlsCheck check = new TlsCheck(settings, time);
        Map<ServerAddress, InetSocketAddress> sockets = reached.sockets();
        Duration limit = least.plus(reached.slowest().multipliedBy(ROUND_TRIPS));
        inquiries
                .askAll(
                        sockets.entrySet(),
                        each -> check.shake(each.getKey(), each.getValue(), limit),
                        limit.plus(LOADING))
                .forEach((each, answer) -> check.judge(each.getKey(), answer));
        String told = check.entry.told(check.agreed, sockets.size(), "agree");
        boolean passed = check.agreed > 0;
        return new Result(passed ? check.entry.passed(told) : check.entry.broken(told), passed || check.clear);
    }

    private SSLSession shake(ServerAddress host, InetSocketAddress address, Duration limit) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            try (SSLSocket tls = TlsLayer.over(socket, host, settings)) {
                tls.startHandshake();
                return tls.getSession();
            }
        }
    }

    private void judge(ServerAddress host, Inquiries.Answer<SSLSession> answer) {
        SSLSession session = answer.value();
        if (session != null) {
            agreed++;
            agreed(host, session);
            return;
        }
        Diagnosis failure = failure(host, answer.failure());
        clear |= failure.fatal() && failure.problem() != Problem.TLS_HANDSHAKE;
        entry.host(host, "no handshake", Map.of(), failure);
    }

    private static Diagnosis failure(ServerAddress host, @Nullable Throwable failure) {
        Throwable known = failure != null ? failure : new SocketTimeoutException("Read timed out");
        return Diagnosis.ofConnecting(known, ServerText.host(host));
    }

    private void agreed(ServerAddress host, SSLSession session) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("protocol", session.getProtocol());
        figures.put("cipher", session.getCipherSuite());
        X509Certificate certificate = certificate(session);
        if (certificate == null) {
            entry.host(host, session.getProtocol(), figures);
            return;
        }
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(time.now(), end);
        String subject = ServerText.plain(certificate.getSubjectX500Principal().getName());
        figures.put("subject", subject);
        figures.put("notAfter", end.toString());
        figures.put("daysLeft", left.toDays());
        String told = session.getProtocol() + ", " + subject + ", "
                + (left.isNegative() ? expiry(left) : left.toDays() + " days left");
        if (left.compareTo(SOON) < 0) {
            String message = "the certificate of " + ServerText.host(host) + " " + expiry(left) + " (" + end + ")";
            entry.host(host, told, figures, new Lint(LintRule.CERTIFICATE_EXPIRES, message));
        } else {
            entry.host(host, told, figures);
        }
    }

    /** Of one that has expired too, which only a trust store of the caller's own lets pass. */
    private static String expiry(Duration left) {
        return left.isNegative()
                ? "expired " + left.negated().toDays() + " days ago"
                : "expires in " + left.toDays() + " days";
    }

    private static @Nullable X509Certificate certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate own ? own : null;
        } catch (SSLPeerUnverifiedException anonymous) {
            return null;
        }
    }
}
