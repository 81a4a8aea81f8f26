package dev.meerkat.cli.io;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a command writes on: standard output for what was asked for, standard error for errors and progress. Always UTF-8.
 *
 * @param out standard output
 * @param err standard error
 * @param outPaint the output's colours
 * @param errPaint the errors' colours
 * @param live whether standard error is a terminal that can rewrite a line
 */
public record Streams(PrintWriter out, PrintWriter err, Paint outPaint, Paint errPaint, boolean live) {
    /** The process's own streams. */
    public static Streams standard() {
        boolean live = Terminal.at(2);
        return new Streams(
                writer(FileDescriptor.out), writer(FileDescriptor.err), Paint.of(Terminal.at(1)), Paint.of(live), live);
    }

    /** Streams without terminal, for tests. */
    public static Streams plain(PrintWriter out, PrintWriter err) {
        return new Streams(out, err, Paint.NONE, Paint.NONE, false);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    /** Writes a line to standard output at once; false when nobody reads it any more. */
    public boolean line(String text) {
        synchronized (out) {
            out.print(text);
            out.print('\n');
            out.flush();
            return !out.checkError();
        }
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
