package dev.meerkat.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts the TLS options that are set one by one together. */
final class TlsFiles {
    private TlsFiles() {}

    /** Puts what the URI says about TLS into its layer. */
    static void addUri(UriText parts, Layers layers) {
        if (parts.has("tls") || parts.has("ssl")) {
            boolean on = parts.yes("tls") || parts.yes("ssl");
            layers.put(Origin.URI, OptionTable.TLS, Entry.good(on ? TlsOptions.on() : TlsOptions.off(), "tls"));
        } else if (parts.srv()) {
            layers.put(Origin.URI, OptionTable.TLS, Entry.good(TlsOptions.on(), "mongodb+srv"));
        }
    }

    /** Replaces TLS that is merely on by TLS with the files that are named, and tries them. */
    static void settle(Layers layers) {
        Layers.Found strongest = strongest(layers);
        TlsOptions stated = layers.value(OptionTable.TLS);
        if (strongest != null && (stated == null || stated.equals(TlsOptions.on()))) {
            add(layers, strongest);
        } else if (strongest != null && stated != null && !stated.enabled()) {
            layers.add(new OptionProblem(
                    "tls", "off", "must be on with certificates", "set tls=true, or leave the tls files out"));
        } else if (strongest != null) {
            layers.add(new OptionProblem(
                    "tls", "set in code", "must not stand beside tls files", "keep either of the two"));
        }
        if (layers.find(OptionTable.TLS_CERTIFICATE_KEY_FILE_PASSWORD) != null
                && layers.find(OptionTable.TLS_CERTIFICATE_KEY_FILE) == null) {
            layers.add(new OptionProblem(
                    "tlsCertificateKeyFilePassword",
                    Hidden.TEXT,
                    "must not stand without tlsCertificateKeyFile",
                    "name the file of certificate and key too"));
        }
        tried(layers);
    }

    private static Layers.@Nullable Found strongest(Layers layers) {
        Layers.Found authorities = layers.find(OptionTable.TLS_CA_FILE);
        Layers.Found certificate = layers.find(OptionTable.TLS_CERTIFICATE_KEY_FILE);
        if (authorities == null || certificate == null) {
            return authorities == null ? certificate : authorities;
        }
        return authorities.origin().compareTo(certificate.origin()) <= 0 ? authorities : certificate;
    }

    private static void add(Layers layers, Layers.Found strongest) {
        String authorities = layers.value(OptionTable.TLS_CA_FILE);
        String certificate = layers.value(OptionTable.TLS_CERTIFICATE_KEY_FILE);
        String passPhrase = layers.value(OptionTable.TLS_CERTIFICATE_KEY_FILE_PASSWORD);
        try {
            TlsOptions tls = TlsOptions.on();
            if (certificate != null) {
                Path file = Path.of(certificate);
                tls = passPhrase == null ? tls.certificate(file) : tls.certificate(file, passPhrase);
            }
            if (authorities != null) {
                tls = tls.authorities(Path.of(authorities));
            }
            // TLS may be stated more strongly than the files; they only refine it.
            Layers.Found stated = layers.find(OptionTable.TLS);
            boolean stronger = stated != null && stated.origin().compareTo(strongest.origin()) < 0;
            Origin origin = stronger && stated != null ? stated.origin() : strongest.origin();
            layers.put(
                    origin, OptionTable.TLS, Entry.good(tls, strongest.entry().detail()));
        } catch (InvalidPathException impossible) {
            layers.add(new OptionProblem("tls", "", "a file's path cannot be", "write the path of a PEM file"));
        }
    }

    private static void tried(Layers layers) {
        TlsOptions tls = layers.value(OptionTable.TLS);
        if (tls == null) {
            return;
        }
        try {
            tls.read();
        } catch (PemContext.Refused refused) {
            layers.add(refused.problem());
        }
    }
}
