package dev.meerkat.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates made at run time by the JDK's keytool, all but the strangers' signed by one CA. */
final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static @Nullable TestCertificates made;

    private final KeyStore store;

    private TestCertificates(KeyStore store) {
        this.store = store;
    }

    static synchronized TestCertificates get() throws IOException, GeneralSecurityException, InterruptedException {
        TestCertificates known = made;
        if (known != null) {
            return known;
        }
        Path directory = Files.createTempDirectory("certificates");
        Path file = directory.resolve("keys.p12");
        try {
            make(file, "ca", "CN=Test CA", "-ext", "bc:c");
            make(file, "stranger-ca", "CN=Other CA", "-ext", "bc:c");
            signed(file, "server", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
            signed(file, "stranger", "stranger-ca", "-ext", "san=dns:localhost");
            signed(file, "other-host", "ca", "-ext", "san=dns:db.example.org");
            signed(file, "expired", "ca", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5");
            signed(file, "early", "ca", "-ext", "san=dns:localhost", "-startdate", "+5d");
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            made = new TestCertificates(store);
            return made;
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static void signed(Path file, String alias, String signer, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-signer", signer));
        arguments.addAll(List.of(more));
        make(file, alias, "CN=" + alias, arguments.toArray(String[]::new));
    }

    private static void make(Path file, String alias, String name, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** Shows the certificate of that alias, and trusts the CA; no alias: shows none. */
    SSLContext context(@Nullable String alias) throws GeneralSecurityException, IOException {
        return context(alias, "TLS");
    }

    /** As {@link #context(String)}, as a client with that version of TLS at most. */
    SSLContext context(@Nullable String alias, String version) throws GeneralSecurityException, IOException {
        KeyStore keys = empty();
        if (alias != null) {
            keys.setKeyEntry(alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        KeyStore trusted = empty();
        trusted.setCertificateEntry("ca", store.getCertificate("ca"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance(version);
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        return keys;
    }
}
