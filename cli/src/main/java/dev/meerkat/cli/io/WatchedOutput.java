package dev.meerkat.cli.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An output that remembers why it could not be written first. Thread safety: as the output's; the memory is safe. */
final class WatchedOutput extends FilterOutputStream {
    /** What the system says when the reader of a pipe is gone. */
    private static final String READER_LEFT = "Broken pipe";

    private volatile @Nullable IOException failure;

    WatchedOutput(OutputStream output) {
        super(output);
    }

    /** Why it could not be written; empty if it could, or if its reader left. */
    Optional<String> trouble() {
        IOException known = failure;
        String why = known == null ? READER_LEFT : String.valueOf(known.getMessage());
        return why.contains(READER_LEFT) ? Optional.empty() : Optional.of(why);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException unwritten) {
            if (failure == null) {
                failure = unwritten;
            }
            throw unwritten;
        }
    }
}
