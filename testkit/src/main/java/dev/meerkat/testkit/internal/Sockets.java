package dev.meerkat.testkit.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sockets that this process holds to a lab, from Linux's own tables; elsewhere, what the lab counts. */
final class Sockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    /** Columns of the table. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** Connected, or connected until the other side ended it. */
    private static final Set<String> OPEN = Set.of("01", "08");

    private Sockets() {}

    /** Each of them in words. */
    static List<String> open(Lab lab) {
        List<Integer> ports = lab.ports();
        if (ports.isEmpty()) {
            return List.of();
        }
        String counted = lab.connections().isPresent()
                ? " (connections counted on the other side: "
                        + lab.connections().getAsInt() + ")"
                : "";
        if (!Files.isReadable(TABLES.get(0)) || !Files.isReadable(DESCRIPTORS)) {
            return lab.connections().orElse(0) > 0 ? List.of("sockets to ports " + ports + counted) : List.of();
        }
        Set<String> own = ownInodes();
        return TABLES.stream()
                .flatMap(Sockets::rows)
                .filter(row -> row.length > INODE && OPEN.contains(row[STATE]) && own.contains(row[INODE]))
                .filter(row -> ports.contains(port(row[REMOTE])))
                .map(row -> "socket from port " + port(row[LOCAL]) + " to 127.0.0.1:" + port(row[REMOTE])
                        + (row[STATE].equals("01") ? "" : ", ended by the other side") + counted)
                .toList();
    }

    private static Stream<String[]> rows(Path table) {
        try {
            return Files.isReadable(table)
                    ? Files.readAllLines(table).stream().map(line -> line.trim().split("\\s+"))
                    : Stream.empty();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    private static Set<String> ownInodes() {
        Set<String> inodes = new HashSet<>();
        for (Path descriptor : descriptors()) {
            try {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            } catch (IOException closedMeanwhile) {
                continue;
            }
        }
        return inodes;
    }

    private static List<Path> descriptors() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            all.forEach(found::add);
        } catch (IOException unreadable) {
            found.clear();
        }
        return found;
    }
}
