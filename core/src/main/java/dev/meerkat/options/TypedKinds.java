package dev.meerkat.options;

import dev.meerkat.diagnosis.LintRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of values that have a class of their own here. */
final class TypedKinds {
    private static final String NOT_IN_DATABASE = "/\\. \"$\0";

    private TypedKinds() {}

    /** Text is read by {@link UriReader}, which has more than one thing to say. */
    static Kind<ConnectionUri> uri() {
        return Kinds.object("a connection string", ConnectionUri::toString);
    }

    static Kind<String> database() {
        return Kinds.text(
                "the name of a database: up to 63 bytes without / \\ . \" $ and spaces",
                "shop",
                text -> text.chars().noneMatch(c -> NOT_IN_DATABASE.indexOf(c) >= 0)
                        && text.getBytes(StandardCharsets.UTF_8).length <= 63);
    }

    /** Text says whether TLS is spoken at all; the files have options of their own. */
    static Kind<TlsOptions> tls() {
        return new Kind<>(
                "true or false, or TlsOptions set in code",
                "true",
                TypedKinds::readTls,
                TlsOptions::toString,
                value -> true);
    }

    /** Callbacks and pairs of files can be set in code alone. */
    static Kind<CredentialSource> credentialSource() {
        return new Kind<>(
                "file:<path>, directory:<path>, env:<variable> or env:<variable>,<variable>",
                "file:/run/secrets/mongo-password",
                TypedKinds::readSource,
                CredentialSource::toString,
                value -> true);
    }

    private static CredentialSource readSource(String text) {
        String[] parts = text.strip().split(":", 2);
        if (parts.length < 2 || parts[1].isBlank()) {
            throw new IllegalArgumentException("no source");
        }
        return switch (parts[0]) {
            case "file" -> CredentialSource.passwordFile(Path.of(parts[1]));
            case "directory" -> CredentialSource.directory(Path.of(parts[1]));
            case "env" -> {
                String[] variables = parts[1].split(",", 2);
                yield variables.length == 1
                        ? CredentialSource.environment(variables[0].strip())
                        : CredentialSource.environment(variables[0].strip(), variables[1].strip());
            }
            default -> throw new IllegalArgumentException("no source");
        };
    }

    private static TlsOptions readTls(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> TlsOptions.on();
            case "false" -> TlsOptions.off();
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    static Kind<String> lintRules() {
        return Kinds.text(
                "codes of the linter's rules, parted by commas",
                LintRule.UNBOUNDED.code(),
                text -> codes(text).allMatch(code -> LintRule.ofCode(code).isPresent()));
    }

    /** The rules that a text names. */
    static Set<LintRule> lintRules(String text) {
        return codes(text).flatMap(code -> LintRule.ofCode(code).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> codes(String text) {
        return Stream.of(text.split(",")).map(String::strip);
    }
}
