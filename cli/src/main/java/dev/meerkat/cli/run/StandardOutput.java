package dev.meerkat.cli.run;

import dev.meerkat.cli.io.Streams;
import java.util.Optional;

/** The end of a command whose standard output cannot be written any more. */
public final class StandardOutput {
    private StandardOutput() {}

    /** 0 when the reader of a pipe left, as {@code | head} does; else tells why, and 1. */
    public static int end(Streams streams) {
        Optional<String> trouble = streams.trouble();
        trouble.ifPresent(why -> streams.error("standard output cannot be written: " + why));
        return trouble.isPresent() ? ExitCode.OWN_ERROR : ExitCode.OK;
    }
}
