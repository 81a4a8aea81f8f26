package dev.meerkat.lab.internal.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PEM files a server speaks TLS with.
 *
 * @param certificate the server's certificate chain
 * @param key its private key
 * @param clientAuthority who signs client certificates; null: none are looked at
 * @param clientRequired whether a client without certificate is turned away
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthority, boolean clientRequired) {}
