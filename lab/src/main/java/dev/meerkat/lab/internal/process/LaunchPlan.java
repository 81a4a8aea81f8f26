package dev.meerkat.lab.internal.process;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server process shall be.
 *
 * @param binary the program
 * @param port the port to listen on
 * @param data the folder of its data
 * @param scratch a folder for the lab's own files of this server, removed at close
 * @param syncOnCommit whether a commit is on disk before it is acknowledged
 * @param standalone whether it is no member of a set
 * @param auth whether clients must log in
 * @param tls what it speaks TLS with; null: it speaks plain
 * @param arguments further arguments, word by word
 */
public record LaunchPlan(
        Path binary,
        int port,
        Path data,
        Path scratch,
        boolean syncOnCommit,
        boolean standalone,
        boolean auth,
        @Nullable TlsFiles tls,
        List<String> arguments) {

    /** The same server, open to everybody: for the run in which users are made. */
    public LaunchPlan open() {
        return new LaunchPlan(binary, port, data, scratch, syncOnCommit, standalone, false, null, arguments);
    }
}
