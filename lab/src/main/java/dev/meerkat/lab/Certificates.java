package dev.meerkat.lab;

import dev.meerkat.lab.internal.Folders;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of its own, made at run time, and the certificates it signs: good ones and each kind of bad
 * one. Keys exist in memory only, unless written. For tests; nothing it signs may be trusted elsewhere. Thread-safe.
 *
 * <p>Keys are RSA (2048 bits), which every server program reads; some refuse the form in which the JDK writes elliptic
 * ones. Making one takes about 0.2 s, so all certificates of one authority share theirs.
 */
public final class Certificates {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Duration DAY = Duration.ofDays(1);

    private final X509Bundle authority;
    private final KeyPair leafKeys;

    private Certificates(X509Bundle authority, KeyPair leafKeys) {
        this.authority = authority;
        this.leafKeys = leafKeys;
    }

    /** Makes a new authority; a second one is a stranger to whoever trusts the first. */
    public static Certificates create() {
        // Each has a name of its own: with equal names the failure would be a wrong signature instead of an unknown
        // authority.
        String name = "CN=Meerkat lab authority " + UUID.randomUUID();
        X509Bundle authority = built(builder(name, -1, 1).setIsCertificateAuthority(true)::buildSelfSigned);
        return new Certificates(authority, keys());
    }

    /**
     * Signs a server certificate, valid for a day.
     *
     * @param names the DNS names and IP addresses it is good for, at least one
     */
    public TlsIdentity server(String... names) {
        return server(-1, 1, names);
    }

    /** As {@link #server}, but valid for a year. */
    public TlsIdentity longLived(String... names) {
        return server(-1, 365, names);
    }

    /** As {@link #server}, but expired ten days ago. */
    public TlsIdentity expired(String... names) {
        return server(-20, -10, names);
    }

    /** As {@link #server}, but valid only from ten days hence. */
    public TlsIdentity notYetValid(String... names) {
        return server(10, 20, names);
    }

    /** Signs a client certificate whose subject is {@code CN=name}, valid for a day. */
    public TlsIdentity client(String name) {
        return signed(builder("CN=" + name, -1, 1).addExtendedKeyUsageClientAuth());
    }

    /** Writes the authority's certificate as {@code authority.pem} into the folder. */
    public Path writeAuthority(Path folder) {
        return Folders.write(folder.resolve("authority.pem"), authority.getCertificatePEM());
    }

    /** The authority's own certificate. */
    public X509Certificate authority() {
        return authority.getCertificate();
    }

    /** A client's TLS that trusts this authority and nobody else, and has no certificate of its own. */
    public SSLContext trusting() {
        return context(null);
    }

    /** A client's TLS that trusts this authority and shows the given certificate. */
    public SSLContext trusting(TlsIdentity client) {
        return context(client);
    }

    private TlsIdentity server(int fromDay, int toDay, String... names) {
        CertificateBuilder builder =
                builder("CN=" + List.of(names).get(0), fromDay, toDay).addExtendedKeyUsageServerAuth();
        for (String name : names) {
            if (ADDRESS.matcher(name).matches()) {
                builder.addSanIpAddress(name);
            } else {
                builder.addSanDnsName(name);
            }
        }
        return signed(builder);
    }

    private TlsIdentity signed(CertificateBuilder builder) {
        return new TlsIdentity(built(() -> builder.keyPair(leafKeys).buildIssuedBy(authority)));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException incomplete) {
            throw new LabException("LAB_TLS: this JDK has no RSA. Fix: use a complete JDK.", incomplete);
        }
    }

    private static CertificateBuilder builder(String subject, int fromDay, int toDay) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .rsa2048()
                .subject(subject)
                .notBefore(now.plus(DAY.multipliedBy(fromDay)))
                .notAfter(now.plus(DAY.multipliedBy(toDay)));
    }

    private SSLContext context(@Nullable TlsIdentity client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = client == null ? null : client.keyManagers().getKeyManagers();
            context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException incomplete) {
            throw new LabException("LAB_TLS: this JDK has no TLS. Fix: use a complete JDK.", incomplete);
        }
    }

    private static X509Bundle built(Building building) {
        try {
            return building.build();
        } catch (Exception failed) {
            throw new LabException(
                    "LAB_CERTIFICATE: a certificate cannot be made. Fix: look at the names given.", failed);
        }
    }

    /** The library's builders throw {@code Exception} itself. */
    private interface Building {
        X509Bundle build() throws Exception;
    }
}
