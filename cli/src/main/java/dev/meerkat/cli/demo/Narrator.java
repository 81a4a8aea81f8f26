package dev.meerkat.cli.demo;

import dev.meerkat.cli.io.EventWords;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Failed;
import java.time.Duration;
import java.util.Locale;

/** The demo's voice: headings, sentences, code and events, each with the seconds since the beginning. Thread safety: safe. */
final class Narrator {
    private static final String MARGIN = "         ";

    private final Streams streams;
    private final Paint paint;
    private final long start = System.nanoTime();
    private int scene;

    Narrator(Streams streams) {
        this.streams = streams;
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
        streams.line("");
        streams.line(paint.strong(String.format(Locale.ROOT, "%d  %s", scene, title)));
    }

    /** Says a sentence. */
    void say(String text) {
        line(" ", text);
    }

    /** Shows what an application would write. */
    void code(String text) {
        streams.line(MARGIN + paint.quoted(text));
    }

    /** Shows something below the last line, without a time. */
    void more(String text) {
        streams.line(MARGIN + text);
    }

    /** Tells an event of a connection, and its cause in lines of its own. */
    void event(ConnectionEvent event) {
        String name = event.connection().equals("default") ? "" : paint.faint("[" + event.connection() + "] ");
        line("*", name + EventWords.brief(event, paint));
        if (!(event instanceof Failed)) {
            EventWords.diagnosis(event).ifPresent(this::cause);
        }
    }

    private void cause(Diagnosis diagnosis) {
        more(paint.faint("  " + diagnosis.code() + ": " + diagnosis.message()));
        more(paint.faint("  Fix: " + diagnosis.fix()));
    }

    private void line(String mark, String text) {
        String time = String.format(Locale.ROOT, "%5.1fs %s ", elapsed().toMillis() / 1000.0, mark);
        streams.line(paint.faint(time) + text);
    }

    /** Writes a line as it is. */
    void plain(String text) {
        streams.line(text);
    }
}
