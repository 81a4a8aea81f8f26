package dev.meerkat.contract.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The machine's own table of TCP sockets, on Linux; empty elsewhere. */
public final class SocketTable {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";

    private SocketTable() {}

    /** Whether this machine has such a table. */
    public static boolean present() {
        return Files.isReadable(TABLES.get(0));
    }

    /** How many sockets are connected to {@code port}, counted at the clients' ends; 0 without a table. */
    public static int established(int port) {
        String end = String.format(Locale.ROOT, ":%04X", port);
        int count = 0;
        for (Path table : TABLES) {
            count += established(table, end);
        }
        return count;
    }

    private static int established(Path table, String end) {
        if (!Files.isReadable(table)) {
            return 0;
        }
        try {
            // Columns: number, local address, remote address, state.
            return (int) Files.readAllLines(table).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns.length > 3 && columns[2].endsWith(end) && columns[3].equals(ESTABLISHED))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
