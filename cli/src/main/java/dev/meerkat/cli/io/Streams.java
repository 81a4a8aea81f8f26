package dev.meerkat.cli.io;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command writes on: standard output for what was asked for, standard error for errors and progress. Always UTF-8.
 *
 * <p>Thread safety: safe; each writer is its own lock.
 */
public final class Streams {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Paint outPaint;
    private final Paint errPaint;
    private final boolean live;
    private final @Nullable WatchedOutput watched;

    private Streams(
            PrintWriter out,
            PrintWriter err,
            Paint outPaint,
            Paint errPaint,
            boolean live,
            @Nullable WatchedOutput watched) {
        this.out = out;
        this.err = err;
        this.outPaint = outPaint;
        this.errPaint = errPaint;
        this.live = live;
        this.watched = watched;
    }

    /** The process's own streams. */
    public static Streams standard() {
        boolean live = Terminal.at(2);
        WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        return new Streams(writer(out), writer(err), Paint.of(Terminal.at(1)), Paint.of(live), live, out);
    }

    /** Streams without terminal, for tests. */
    public static Streams plain(PrintWriter out, PrintWriter err) {
        return new Streams(out, err, Paint.NONE, Paint.NONE, false, null);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** Standard output. */
    public PrintWriter out() {
        return out;
    }

    /** Standard error. */
    public PrintWriter err() {
        return err;
    }

    /** The output's colours. */
    public Paint outPaint() {
        return outPaint;
    }

    /** The errors' colours. */
    public Paint errPaint() {
        return errPaint;
    }

    /** Whether standard error is a terminal that can rewrite a line. */
    public boolean live() {
        return live;
    }

    /** Whether the system's own encoding has characters that draw, judged by its name. */
    public static boolean draws() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.toUpperCase(Locale.ROOT).startsWith("UTF");
    }

    /** Writes a line to standard output at once; false when it could not be written, because nobody reads it any more for example. */
    public boolean line(String text) {
        synchronized (out) {
            out.print(text);
            out.print('\n');
            out.flush();
            return !out.checkError();
        }
    }

    /** Whether standard output could not be written. */
    public boolean unwritten() {
        return out.checkError();
    }

    /** Why standard output could not be written, unless its reader simply left. */
    public Optional<String> trouble() {
        return watched == null ? Optional.empty() : watched.trouble();
    }

    /** Writes a line to standard error at once. */
    public void note(String text) {
        synchronized (err) {
            err.print(text);
            err.print('\n');
            err.flush();
        }
    }

    /** Writes an error, which names the program, to standard error at once. */
    public void error(String text) {
        note(errPaint.bad("meerkat: ") + text);
    }
}
