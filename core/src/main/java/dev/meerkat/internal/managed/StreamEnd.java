package dev.meerkat.internal.managed;

import com.mongodb.client.MongoCursor;
import org.jspecify.annotations.Nullable;

/** What ends a change stream when a drain begins, even one that is just being opened. Thread safety: safe. Source: contract C1. */
final class StreamEnd implements Runnable {
    private volatile boolean ended;
    private volatile @Nullable MongoCursor<?> cursor;

    /** The cursor to close; each of both sides writes first and looks second, so one of them sees the other. */
    void opened(MongoCursor<?> opened) {
        cursor = opened;
        if (ended) {
            opened.close();
        }
    }

    @Override
    public void run() {
        ended = true;
        MongoCursor<?> open = cursor;
        if (open != null) {
            open.close();
        }
    }
}
