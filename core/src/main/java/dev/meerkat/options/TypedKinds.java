package dev.meerkat.options;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

    private static TlsOptions readTls(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> TlsOptions.on();
            case "false" -> TlsOptions.off();
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
