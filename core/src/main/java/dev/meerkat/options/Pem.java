package dev.meerkat.options;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PEM file holds.
 *
 * @param certificates in the file's order
 * @param keyLabel what the key's block is called, null without key
 * @param key the key's block, decoded
 */
record Pem(List<Certificate> certificates, @Nullable String keyLabel, byte[] key) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private static final long LARGEST = 1_000_000;

    static Pem read(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("too large");
        }
        List<Certificate> certificates = new ArrayList<>();
        String keyLabel = null;
        byte[] key = new byte[0];
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("CERTIFICATE")) {
                certificates.add(certificate(decode(block.group(2))));
            } else if (label.endsWith("PRIVATE KEY") && keyLabel == null) {
                keyLabel = label;
                // A key with headers is of OpenSSL's old encrypted form, which PemKey refuses by its label.
                key = block.group(2).contains(":") ? new byte[0] : decode(block.group(2));
            }
        }
        return new Pem(certificates, keyLabel, key);
    }

    private static byte[] decode(String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("not Base64");
        }
    }

    private static Certificate certificate(byte[] encoded) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /** The private key, null without one. */
    @Nullable
    PrivateKey key(@Nullable String passPhrase) throws IOException, GeneralSecurityException {
        return keyLabel == null ? null : PemKey.read(keyLabel, key, passPhrase);
    }
}
