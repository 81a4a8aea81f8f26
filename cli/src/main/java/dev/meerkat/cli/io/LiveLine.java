package dev.meerkat.cli.io;

import java.util.Locale;

/**
 * The last line of standard error, rewritten in place at a terminal, with notes above it. Without a terminal there are only the notes.
 *
 * <p>Thread safety: safe; the monitor guards the line.
 */
public final class LiveLine {
    private static final String ERASED = "\r\u001b[K";

    /** The terminal cuts the line at its own width, which nobody else knows for sure. */
    private static final String CUT = "\r\u001b[?7l";

    private static final String UNCUT = "\u001b[K\u001b[?7h";

    private final Streams streams;
    private String shown = "";

    /** A line at the end of the streams' standard error. */
    public LiveLine(Streams streams) {
        this.streams = streams;
    }

    /** Shows {@code text} in place of what was there. */
    public synchronized void show(String text) {
        if (streams.live()) {
            shown = text;
            raw(CUT + text + UNCUT);
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
        above(() -> streams.note(text));
    }

    /** Lets {@code writing} write lines, which then stand above this one. */
    public synchronized void above(Runnable writing) {
        String before = shown;
        clear();
        writing.run();
        if (!before.isEmpty()) {
            show(before);
        }
    }

    /** Removes the line. */
    public synchronized void clear() {
        if (!shown.isEmpty()) {
            shown = "";
            raw(ERASED);
        }
    }

    private void raw(String text) {
        synchronized (streams.err()) {
            streams.err().print(text);
            streams.err().flush();
        }
    }
}
