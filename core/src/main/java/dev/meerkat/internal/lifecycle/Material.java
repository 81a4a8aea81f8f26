package dev.meerkat.internal.lifecycle;

import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.CredentialSource;
import dev.meerkat.options.TlsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver client is made of beyond the options themselves: the login that a credential source gave, and the content of the TLS files.
 *
 * @param options the options with the login in them; a secret
 * @param fingerprint differs when login or files do; a digest, from which neither can be had back
 */
record Material(ConnectionOptions options, String fingerprint) {
    /** Reads it now; blocks as long as files and callback do. */
    static Material read(ConnectionOptions stated) {
        ConnectionOptions complete = stated.withPresentLogin();
        return new Material(complete, fingerprint(complete));
    }

    /** The fingerprint of what is there now; null if something cannot be read. */
    static @Nullable String fingerprintNow(ConnectionOptions stated) {
        try {
            return read(stated).fingerprint();
        } catch (RuntimeException unavailable) {
            return null; // a rotation meets the same failure, and explains it
        }
    }

    /** The files whose content counts. */
    static List<Path> files(ConnectionOptions options) {
        List<Path> files = new ArrayList<>(tlsFiles(options));
        options.credentialSource().map(CredentialSource::files).ifPresent(files::addAll);
        return files;
    }

    private static List<Path> tlsFiles(ConnectionOptions options) {
        return options.watchTlsFiles() ? options.tls().map(TlsOptions::files).orElse(List.of()) : List.of();
    }

    /** Whether anything of the options can change by itself. */
    static boolean changes(ConnectionOptions options) {
        return options.credentialSource().isPresent() || !tlsFiles(options).isEmpty();
    }

    private static String fingerprint(ConnectionOptions complete) {
        if (!changes(complete)) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(complete.revealForDriver().getBytes(StandardCharsets.UTF_8));
            for (Path file : tlsFiles(complete)) {
                digest.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            return "unreadable"; // making the client says which file and why
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Material[<hidden>]";
    }
}
