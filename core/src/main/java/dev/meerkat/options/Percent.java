package dev.meerkat.options;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Percent encoding, as the driver reads it. */
final class Percent {
    private static final Pattern BAD = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Percent() {}

    /** Whether each {@code %} is followed by two hexadecimal digits. */
    static boolean good(String text) {
        return !BAD.matcher(text).find();
    }

    /** Decodes; {@code +} is a space, except in user and password. */
    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Decodes user or password, in which {@code +} stands for itself. */
    static String decodeLogin(String text) {
        return decode(text.replace("+", "%2B"));
    }

    /** Encodes all but letters, digits and {@code - . _}. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }
}
