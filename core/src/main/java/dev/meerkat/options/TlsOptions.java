package dev.meerkat.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection speaks TLS, whom it trusts and what it shows.
 *
 * <p>Files are read when options are built, to find mistakes early, and again for each new driver client, so that renewed certificates are
 * used. Immutable. Two are equal with equal files or the same context. Source: contract §4.
 */
public final class TlsOptions {
    private final boolean enabled;
    private final @Nullable Path authorities;
    private final @Nullable Path certificateAndKey;
    private final @Nullable String passPhrase;
    private final @Nullable SSLContext context;

    private TlsOptions(
            boolean enabled,
            @Nullable Path authorities,
            @Nullable Path certificateAndKey,
            @Nullable String passPhrase,
            @Nullable SSLContext context) {
        this.enabled = enabled;
        this.authorities = authorities;
        this.certificateAndKey = certificateAndKey;
        this.passPhrase = passPhrase;
        this.context = context;
    }

    /** TLS with the JVM's trusted authorities and no client certificate. */
    public static TlsOptions on() {
        return new TlsOptions(true, null, null, null, null);
    }

    /** No TLS, whatever the URI says. */
    public static TlsOptions off() {
        return new TlsOptions(false, null, null, null, null);
    }

    /** TLS as the context does it; the context is never looked into. */
    public static TlsOptions of(SSLContext context) {
        return new TlsOptions(true, null, null, null, Objects.requireNonNull(context, "context"));
    }

    /** These with the authorities of a PEM file in place of the JVM's; a context given before is forgotten. */
    public TlsOptions authorities(Path pem) {
        return new TlsOptions(true, Objects.requireNonNull(pem, "pem"), certificateAndKey, passPhrase, null);
    }

    /** These with the client certificate, its chain and its key in one PEM file; a context given before is forgotten. */
    public TlsOptions certificate(Path pem) {
        return new TlsOptions(true, authorities, Objects.requireNonNull(pem, "pem"), null, null);
    }

    /** As {@link #certificate(Path)}, with the pass phrase of the key, which is never shown. */
    public TlsOptions certificate(Path pem, String passPhrase) {
        return new TlsOptions(
                true, authorities, Objects.requireNonNull(pem, "pem"), Objects.requireNonNull(passPhrase), null);
    }

    /** Whether TLS is spoken. */
    public boolean enabled() {
        return enabled;
    }

    /** The files it reads; empty if it reads none. */
    public List<Path> files() {
        return Stream.of(Optional.ofNullable(authorities), Optional.ofNullable(certificateAndKey))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The context to connect with, made from the files as they are now; empty for the JVM's own.
     *
     * @throws dev.meerkat.error.InvalidOptionsException when a file cannot be read or used, naming it
     */
    public Optional<SSLContext> context() {
        try {
            return read();
        } catch (PemContext.Refused refused) {
            throw Problems.exception(List.of(refused.problem()), null);
        }
    }

    /** As {@link #context()}, with what is wrong as a problem among others. */
    Optional<SSLContext> read() throws PemContext.Refused {
        if (!enabled || context != null || (authorities == null && certificateAndKey == null)) {
            return Optional.ofNullable(context);
        }
        return Optional.of(PemContext.make(authorities, certificateAndKey, passPhrase));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsOptions that
                && enabled == that.enabled
                && Objects.equals(authorities, that.authorities)
                && Objects.equals(certificateAndKey, that.certificateAndKey)
                && Objects.equals(passPhrase, that.passPhrase)
                && context == that.context;
    }

    @Override
    public int hashCode() {
        return Objects.hash(enabled, authorities, certificateAndKey, passPhrase, System.identityHashCode(context));
    }

    /** What is used, without the pass phrase. */
    @Override
    public String toString() {
        if (!enabled) {
            return "off";
        }
        if (context != null) {
            return "on (context)";
        }
        StringBuilder text = new StringBuilder("on");
        if (authorities != null) {
            text.append(", authorities ").append(authorities);
        }
        if (certificateAndKey != null) {
            text.append(", certificate ").append(certificateAndKey);
        }
        return text.append(passPhrase == null ? "" : ", pass phrase " + Hidden.TEXT)
                .toString();
    }
}
