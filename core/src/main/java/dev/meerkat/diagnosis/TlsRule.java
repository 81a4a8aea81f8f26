package dev.meerkat.diagnosis;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** TLS that could not be agreed on. JDK 25 puts alert names before the texts of JDK 17, so texts are searched. */
final class TlsRule implements Rule {
    // The JDK's own text and nothing else: a trust manager of the application's may say anything.
    private static final Pattern DATE = Pattern.compile("^Not(?:After|Before): [A-Za-z]{3} [A-Za-z0-9: ]{10,40}$");

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        if (!failure.has(SSLException.class)) {
            return null;
        }
        Diagnosis certificate = explainCertificate(failure);
        if (certificate != null) {
            return certificate;
        }
        Diagnosis alert = TlsAlerts.explain(failure);
        if (alert != null) {
            return alert;
        }
        return explainTalk(failure);
    }

    private static @Nullable Diagnosis explainCertificate(CauseChain failure) {
        CertificateExpiredException expired = failure.first(CertificateExpiredException.class);
        if (expired != null) {
            return failure.diagnosis(
                    Problem.TLS_EXPIRED, "The certificate of " + failure.server() + " has expired" + date(expired));
        }
        CertificateNotYetValidException early = failure.first(CertificateNotYetValidException.class);
        if (early != null) {
            return failure.diagnosis(
                    Problem.TLS_NOT_YET_VALID,
                    "The certificate of " + failure.server() + " is not valid yet" + date(early));
        }
        if (failure.says(CertificateException.class, "No subject alternative")
                || failure.says(CertificateException.class, "No name matching")
                || failure.has(SSLPeerUnverifiedException.class)) {
            return failure.diagnosis(
                    Problem.TLS_HOST_NAME, "The certificate of " + failure.server() + " does not name that host");
        }
        if (failure.has(CertPathBuilderException.class)
                || failure.has(CertPathValidatorException.class)
                || failure.says("PKIX path")
                || failure.says(CertificateException.class, "No trusted certificate")
                || failure.says("trustAnchors parameter must be non-empty")) {
            return failure.diagnosis(
                    Problem.TLS_UNTRUSTED,
                    "The certificate of " + failure.server() + " was signed by nobody this JVM trusts");
        }
        return null;
    }

    private static @Nullable Diagnosis explainTalk(CauseChain failure) {
        if (failure.says("Unsupported or unrecognized SSL message") || failure.says("plaintext connection?")) {
            return failure.diagnosis(
                    Problem.TLS_NOT_SPOKEN, failure.server() + " answered the TLS handshake with something else");
        }
        if (failure.says("No appropriate protocol") || failure.says("selected protocol version")) {
            return failure.diagnosis(
                    Problem.TLS_HANDSHAKE, "No TLS version and cipher is allowed both here and by " + failure.server());
        }
        if (failure.has(SocketTimeoutException.class) || failure.has(SocketException.class)) {
            return null; // the network's
        }
        if (failure.has(EOFException.class) || failure.says("Remote host terminated the handshake")) {
            return failure.diagnosis(
                    Problem.CLOSED_AT_ONCE, failure.server() + " closed the connection during the TLS handshake");
        }
        return failure.has(SSLHandshakeException.class)
                ? failure.diagnosis(Problem.TLS_OTHER, "The TLS handshake with " + failure.server() + " failed")
                : null;
    }

    private static String date(CertificateException certificate) {
        Matcher date = DATE.matcher(String.valueOf(certificate.getMessage()));
        return date.find() ? " (" + date.group().trim() + ")" : "";
    }
}
