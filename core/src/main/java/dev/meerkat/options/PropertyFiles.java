package dev.meerkat.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code meerkat.properties}, UTF-8: what stands in the working directory goes before what is on the class path. */
final class PropertyFiles {
    static final String NAME = "meerkat.properties";

    private PropertyFiles() {}

    static Map<String, Sourced> read() {
        return read(Path.of(""), PropertyFiles.class.getClassLoader());
    }

    static Map<String, Sourced> read(Path directory, ClassLoader classes) {
        Map<String, Sourced> all = new LinkedHashMap<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try (InputStream found = open(context == null ? classes : context, classes)) {
            if (found != null) {
                all.putAll(Sourced.all(load(found), NAME + " on the class path "));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw broken("on the class path");
        }
        Path file = directory.resolve(NAME);
        if (Files.exists(file)) {
            try (InputStream found = Files.newInputStream(file)) {
                all.putAll(Sourced.all(load(found), NAME + " "));
            } catch (IOException | IllegalArgumentException unreadable) {
                throw broken("in the working directory");
            }
        }
        return all;
    }

    private static @Nullable InputStream open(ClassLoader first, ClassLoader second) {
        InputStream found = first.getResourceAsStream(NAME);
        return found == null ? second.getResourceAsStream(NAME) : found;
    }

    private static Map<String, String> load(InputStream stream) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> strings = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> strings.put(key, properties.getProperty(key)));
        return strings;
    }

    /** Without cause: its text may quote the file. */
    private static RuntimeException broken(String place) {
        return Problems.exception(
                List.of(new OptionProblem(NAME, place, "cannot be read", "check its rights, and \\u escapes in it")),
                null);
    }
}
