package dev.meerkat.cli;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** What was written so far, in lines, and the wait for one of them. Thread safety: safe; the monitor guards all fields. */
final class Heard extends Writer {
    private static final int PATIENCE_SECONDS = 30;

    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    @Override
    public synchronized void write(char[] characters, int from, int length) {
        text.append(characters, from, length);
        notifyAll();
    }

    @Override
    public void flush() {
        // Everything is kept at once.
    }

    /** Nothing more will come. */
    @Override
    public synchronized void close() {
        ended = true;
        notifyAll();
    }

    /** Everything. */
    synchronized String all() {
        return text.toString();
    }

    /** The lines, the last one only if it has ended. */
    synchronized List<String> lines() {
        return new ArrayList<>(
                text.substring(0, text.lastIndexOf("\n") + 1).lines().toList());
    }

    /** The lines that are JSON objects. */
    List<Document> objects() {
        return lines().stream().map(Document::parse).toList();
    }

    /** Waits for the first line with {@code part}; the line. */
    String await(String part) {
        return await(part, 1);
    }

    /** Waits for so many lines with {@code part}; the last of them. */
    synchronized String await(String part, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<String> found =
                    lines().stream().filter(line -> line.contains(part)).toList();
            if (found.size() >= count) {
                return found.get(count - 1);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("not written " + count + " times: " + part + "; but\n" + text);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
