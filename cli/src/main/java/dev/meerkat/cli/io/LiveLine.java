package dev.meerkat.cli.io;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The last line of standard error, rewritten in place at a terminal, with notes above it. Without a terminal there are only the notes.
 *
 * <p>Thread safety: safe; the monitor guards the line.
 */
public final class LiveLine {
    private static final String BEGIN_AND_ERASE = "\r\u001b[K";
    private static final int WIDTH = width(System.getenv("COLUMNS"));

    private final Streams streams;
    private String shown = "";

    /** A line at the end of the streams' standard error. */
    public LiveLine(Streams streams) {
        this.streams = streams;
    }

    private static int width(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80;
    }

    /** Shows {@code text}, cut to the terminal's width, in place of what was there. */
    public synchronized void show(String text) {
        if (streams.live()) {
            shown = text.length() < WIDTH ? text : text.substring(0, WIDTH - 1);
            raw(BEGIN_AND_ERASE + shown);
        }
    }

    /** As {@link #show(String)}, with a format. */
    public void show(String format, Object... values) {
        if (streams.live()) {
            show(String.format(Locale.ROOT, format, values));
        }
    }

    /** Writes a line that stays, above this one. */
    public synchronized void note(String text) {
        if (streams.live()) {
            raw(BEGIN_AND_ERASE + text + "\n" + shown);
        } else {
            streams.note(text);
        }
    }

    /** Removes the line. */
    public synchronized void clear() {
        if (streams.live() && !shown.isEmpty()) {
            shown = "";
            raw(BEGIN_AND_ERASE);
        }
    }

    private void raw(String text) {
        synchronized (streams.err()) {
            streams.err().print(text);
            streams.err().flush();
        }
    }
}
