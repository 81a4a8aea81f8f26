package dev.meerkat.diagnosis;

import com.mongodb.ServerAddress;

/**
 * How Meerkat writes what a server told of itself: names of hosts, of replica sets, of versions. Whoever answers at an address may tell
 * anything, so that characters a terminal would act on, or a line of a log would end at, are replaced.
 *
 * <p>Pure; thread safety: safe. Source: contract D1.
 */
public final class ServerText {
    private static final int MARK = '?';

    private ServerText() {}

    /** The server as {@code host:port}, an IPv6 address in brackets as in a URI: {@code [::1]:27017}. A Unix socket is its path. */
    public static String host(ServerAddress server) {
        String name = server.getHost();
        boolean address = name.indexOf(':') >= 0 && !name.startsWith("[");
        return plain(address ? "[" + name + "]:" + server.getPort() : server.toString());
    }

    /** The text with a question mark for each character that controls, or is not shown: escapes, line ends, marks of direction. */
    public static String plain(String text) {
        return text.codePoints().anyMatch(ServerText::unseen)
                ? text.codePoints()
                        .map(each -> unseen(each) ? MARK : each)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean unseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
