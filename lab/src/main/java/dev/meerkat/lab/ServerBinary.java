package dev.meerkat.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the external servers' programs lie.
 *
 * <ul>
 *   <li>{@code MEERKAT_SERVER_BINARY}: SecantusDB's {@code secantusd-rs}; by default the one that {@code
 * scripts/fetch-server.sh} puts into
 *       {@code .meerkat/secantusdb} of the project, searched from the working directory upwards.
 *   <li>{@code MEERKAT_MONGOD}: a real mongod of your own; wins over the other. No default.
 *   <li>{@code MEERKAT_REQUIRE_SERVER=true}: tests that find neither shall fail instead of being skipped. Default:
 * false.
 * </ul>
 */
public final class ServerBinary {
    static final String SERVER_VARIABLE = "MEERKAT_SERVER_BINARY";
    static final String MONGOD_VARIABLE = "MEERKAT_MONGOD";
    static final String REQUIRE_VARIABLE = "MEERKAT_REQUIRE_SERVER";
    private static final Path FETCHED = Path.of(".meerkat", "secantusdb", "secantusdb.scripts", "secantusd-rs");

    private ServerBinary() {}

    /**
     * The {@code secantusd-rs} to run, if there is one.
     *
     * @throws LabException {@code LAB_SERVER_BINARY} when the variable names something that cannot be executed
     */
    public static Optional<Path> find() {
        return find(System.getenv(), Path.of("").toAbsolutePath());
    }

    /**
     * The user's own mongod, if one is named.
     *
     * @throws LabException {@code LAB_SERVER_BINARY} when the variable names something that cannot be executed
     */
    public static Optional<Path> mongod() {
        return named(MONGOD_VARIABLE, System.getenv());
    }

    /** Whether a missing server is a failure rather than a reason to skip. */
    public static boolean required() {
        return Boolean.parseBoolean(System.getenv(REQUIRE_VARIABLE));
    }

    /** What to tell people when nothing is found: one sentence naming the one command that helps. */
    public static String absence() {
        return "LAB_SERVER_ABSENT: no external server found (" + SERVER_VARIABLE + " and " + MONGOD_VARIABLE
                + " not set, nothing in .meerkat/secantusdb). Fix: run scripts/fetch-server.sh";
    }

    static Optional<Path> find(Map<String, String> environment, Path directory) {
        Optional<Path> named = named(SERVER_VARIABLE, environment);
        return named.isPresent() ? named : fetched(directory);
    }

    private static Optional<Path> named(String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(value);
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            throw new LabException(
                    "LAB_SERVER_BINARY: " + variable + " names no executable file (value=" + value
                            + "). Fix: correct the path, or unset the variable.",
                    null);
        }
        return Optional.of(path.toAbsolutePath());
    }

    private static Optional<Path> fetched(Path directory) {
        for (@Nullable Path here = directory.toAbsolutePath(); here != null; here = here.getParent()) {
            Path candidate = here.resolve(FETCHED);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
