package dev.meerkat.lab;

import dev.meerkat.lab.internal.Folders;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate with its private key, made by {@link Certificates}. Immutable and thread-safe; says nothing of the key
 * in its text.
 */
public final class TlsIdentity {
    private final X509Bundle bundle;

    TlsIdentity(X509Bundle bundle) {
        this.bundle = bundle;
    }

    /** The private key. */
    public PrivateKey key() {
        return bundle.getKeyPair().getPrivate();
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return bundle.getCertificate();
    }

    /** The certificate chain as a server sends it, leaf first, without the authority. */
    public List<X509Certificate> chain() {
        return List.of(bundle.getCertificatePath());
    }

    /** The subject as RFC 2253 writes it: the user name of an X.509 login. */
    public String subject() {
        return certificate().getSubjectX500Principal().getName();
    }

    /** Writes {@code <name>.pem} and {@code <name>.key} into the folder. */
    public PemFiles write(Path folder, String name) {
        Path certificate = Folders.write(folder.resolve(name + ".pem"), bundle.getCertificatePathPEM());
        return new PemFiles(certificate, Folders.writeSecret(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
    }

    KeyManagerFactory keyManagers() throws GeneralSecurityException {
        return bundle.toKeyManagerFactory();
    }

    @Override
    public String toString() {
        return "TlsIdentity(" + subject() + ")";
    }
}
