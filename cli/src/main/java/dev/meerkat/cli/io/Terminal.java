package dev.meerkat.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a standard stream ends at a terminal. */
final class Terminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Terminal() {}

    /**
     * Whether the stream of that descriptor (1 out, 2 error) ends at a terminal that understands escape sequences.
     *
     * <p>Java's console only knows both of input and output together; where the system lists the descriptors, each is asked for itself.
     */
    static boolean at(int descriptor) {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        if (!Files.isDirectory(DESCRIPTORS)) {
            return System.console() != null;
        }
        try {
            String target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException closed) {
            return false;
        }
    }
}
