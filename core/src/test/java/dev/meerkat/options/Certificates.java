package dev.meerkat.options;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and keys in PEM files, made by the JDK's own keytool. */
final class Certificates {
    private static final char[] STORE = "changeit".toCharArray();

    /** The object identifier 1.2.840.113549.1.5.13. */
    private static final byte[] PBES2 = {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 5, 13};

    private final Path directory;
    private final KeyStore store;

    private Certificates(Path directory, KeyStore store) {
        this.directory = directory;
        this.store = store;
    }

    static Certificates in(Path directory, String algorithm) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(algorithm + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-alias",
                        "me",
                        "-dname",
                        "CN=ada",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(STORE),
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, STORE);
        }
        return new Certificates(directory, store);
    }

    String certificate() throws GeneralSecurityException {
        return block("CERTIFICATE", store.getCertificate("me").getEncoded());
    }

    String key() throws GeneralSecurityException {
        return block("PRIVATE KEY", privateKey().getEncoded());
    }

    String encryptedKey(String passPhrase) throws IOException, GeneralSecurityException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passPhrase.toCharArray())));
        byte[] algorithmAndParameters = der(0x30, PBES2, cipher.getParameters().getEncoded());
        byte[] encrypted = der(0x04, cipher.doFinal(privateKey().getEncoded()));
        return block("ENCRYPTED PRIVATE KEY", der(0x30, algorithmAndParameters, encrypted));
    }

    /** One element of DER; JDK 17 cannot write the whole by itself. */
    private static byte[] der(int tag, byte[]... contents) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.write(content);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (all.size() >= 256) {
            element.write(new byte[] {(byte) 0x82, (byte) (all.size() >> 8)});
        } else if (all.size() >= 128) {
            element.write(0x81);
        }
        element.write(all.size());
        element.write(all.toByteArray());
        return element.toByteArray();
    }

    Path write(String name, String... blocks) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("", blocks));
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        return (PrivateKey) store.getKey("me", STORE);
    }

    static String block(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
