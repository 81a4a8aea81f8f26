package dev.meerkat.cli.demo;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.ConnectionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The demo's voice: headings, sentences, code and events, each with the seconds since the beginning. Thread safety: safe. */
final class Narrator {
    /** Where text begins: behind the time and the mark. */
    private static final int INDENT = 9;

    private static final String MARGIN = " ".repeat(INDENT);

    private final Streams streams;
    private final Stop stop;
    private final Paint paint;
    private final long start = System.nanoTime();
    private int scene;

    /** A voice that asks for {@code stop} when nobody hears it any more. */
    Narrator(Streams streams, Stop stop) {
        this.streams = streams;
        this.stop = stop;
        this.paint = streams.outPaint();
    }

    Paint paint() {
        return paint;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether a scene was opened already. */
    synchronized boolean begun() {
        return scene > 0;
    }

    /** Opens a scene. */
    synchronized void scene(String title) {
        scene++;
        plain("");
        plain(paint.strong(String.format(Locale.ROOT, "%d  %s", scene, title)));
    }

    /** Says a sentence. */
    void say(String text) {
        line(" ", text);
    }

    /** Shows what an application would write. */
    void code(String text) {
        plain(MARGIN + paint.quoted(text));
    }

    /** Shows something below the last line, without a time. */
    void more(String text) {
        plain(MARGIN + text);
    }

    /** Tells an event of a connection, and its cause in lines of its own. */
    void event(ConnectionEvent event) {
        String name = event.connection().equals(ConnectionRegistry.DEFAULT) ? "" : "[" + event.connection() + "] ";
        List<String> lines = EventWords.of(event, paint, INDENT + name.length(), INDENT + 2);
        line("*", paint.faint(name) + lines.get(0));
        lines.subList(1, lines.size()).forEach(this::plain);
    }

    private void line(String mark, String text) {
        String time = String.format(Locale.ROOT, "%5.1fs %s ", elapsed().toMillis() / 1000.0, mark);
        plain(paint.faint(time) + text);
    }

    /** Writes a line as it is. */
    void plain(String text) {
        if (!streams.line(text)) {
            stop.request();
        }
    }
}
