package dev.meerkat.lab;

import java.nio.file.Path;

/**
 * An identity as two PEM files.
 *
 * @param certificate the certificate chain, leaf first
 * @param key the private key, unencrypted PKCS#8, readable by its owner only
 */
public record PemFiles(Path certificate, Path key) {}
