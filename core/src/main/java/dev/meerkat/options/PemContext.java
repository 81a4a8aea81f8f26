package dev.meerkat.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context from PEM files. No cause is passed on: its text could quote what the files hold. */
final class PemContext {
    private static final char[] IN_MEMORY = new char[0];

    private PemContext() {}

    /** Files that make no context. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient OptionProblem problem;

        Refused(OptionProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        OptionProblem problem() {
            return problem;
        }
    }

    static SSLContext make(@Nullable Path authorities, @Nullable Path certificateAndKey, @Nullable String passPhrase)
            throws Refused {
        TrustManager[] trust = authorities == null ? null : trust(authorities);
        KeyManager[] keys = certificateAndKey == null ? null : keys(certificateAndKey, passPhrase);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw problem("tls", certificateAndKey, "the JVM makes no TLS context", "use an SSLContext of your own");
        }
    }

    private static TrustManager[] trust(Path file) throws Refused {
        try {
            List<Certificate> certificates = Pem.read(file).certificates();
            if (certificates.isEmpty()) {
                throw problem("tlsCAFile", file, "must hold a certificate", "name a PEM file with BEGIN CERTIFICATE");
            }
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw problem("tlsCAFile", file, unreadable(file), "name a PEM file with the authority's certificate");
        }
    }

    private static KeyManager[] keys(Path file, @Nullable String passPhrase) throws Refused {
        String name = "tlsCertificateKeyFile";
        try {
            Pem pem = Pem.read(file);
            PrivateKey key = pem.key(passPhrase);
            if (key == null || pem.certificates().isEmpty()) {
                throw problem(name, file, "must hold a certificate and its private key", "put both into one PEM file");
            }
            KeyStore store = emptyStore();
            store.setKeyEntry("client", key, IN_MEMORY, pem.certificates().toArray(new Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory.getKeyManagers();
        } catch (PemKey.Unusable unusable) {
            throw problem(name, file, unusable.rule(), unusable.fix());
        } catch (IOException | GeneralSecurityException unreadable) {
            throw problem(name, file, unreadable(file), "name a PEM file with certificate and PKCS #8 key");
        }
    }

    private static String unreadable(Path file) {
        if (!Files.exists(file)) {
            return "the file does not exist";
        }
        return Files.isReadable(file) && !Files.isDirectory(file)
                ? "the file is no PEM file that the JVM understands"
                : "the file cannot be read";
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static Refused problem(String option, @Nullable Path file, String rule, String fix) {
        String shown = file == null ? "" : Hidden.path(file.toString());
        return new Refused(new OptionProblem(option, shown, rule, fix));
    }
}
