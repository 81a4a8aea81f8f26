package dev.meerkat.options;

import java.nio.charset.StandardCharsets;

/**
 * Whose options these are, for {@code appName}.
 *
 * @param application the application's name
 * @param connection the connection's name
 */
record Naming(String application, String connection) {
    /** What the driver sends at most. */
    private static final int MOST_BYTES = 128;

    /** Names made of the running program alone. */
    static Naming ofProgram() {
        return new Naming(program(System.getProperty("sun.java.command", "")), "default");
    }

    /** The simple name of the main class, or of the jar, in the command that started the JVM. */
    static String program(String command) {
        String first = command.strip().split("\\s", 2)[0];
        String file = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
        String name = file.endsWith(".jar")
                ? file.substring(0, file.length() - 4)
                : file.substring(file.lastIndexOf('.') + 1);
        return name.isBlank() ? "java" : name;
    }

    String appName(boolean worker) {
        return application + "/" + connection + (worker ? "/worker" : "");
    }

    /** The longest beginning that the driver takes. */
    static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
