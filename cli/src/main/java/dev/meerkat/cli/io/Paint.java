package dev.meerkat.cli.io;

import dev.meerkat.ConnectionState;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours of one stream, or none.
 *
 * @param on whether colours are written
 */
public record Paint(boolean on) {
    /** No colours. */
    public static final Paint NONE = new Paint(false);

    /** Colours for a stream at a terminal, unless the variable {@code NO_COLOR} is there and not empty. */
    static Paint of(boolean terminal) {
        String refused = System.getenv("NO_COLOR");
        return new Paint(terminal && (refused == null || refused.isEmpty()));
    }

    /** {@code text} as a heading. */
    public String strong(String text) {
        return in(Style.bold, text);
    }

    /** {@code text} as less important. */
    public String faint(String text) {
        return in(Style.faint, text);
    }

    /** {@code text} as good news. */
    public String good(String text) {
        return in(Style.fg_green, text);
    }

    /** {@code text} as something that passes. */
    public String warning(String text) {
        return in(Style.fg_yellow, text);
    }

    /** {@code text} as bad news. */
    public String bad(String text) {
        return in(Style.fg_red, text);
    }

    /** {@code text} as something quoted, a call for example. */
    public String quoted(String text) {
        return in(Style.fg_cyan, text);
    }

    /** {@code text} in the colour of a state: green connected, red lost or failed, yellow on the way. */
    public String in(ConnectionState state, String text) {
        return switch (state) {
            case CONNECTED -> good(text);
            case INTERRUPTED, FAILED -> bad(text);
            case CONNECTING, DRAINING -> warning(text);
            case NEW, CLOSED -> faint(text);
        };
    }

    private String in(Style style, String text) {
        // Not the style's own end: bold's is double underline on many terminals.
        return on && !text.isEmpty() ? style.on() + text + Style.reset.on() : text;
    }
}
