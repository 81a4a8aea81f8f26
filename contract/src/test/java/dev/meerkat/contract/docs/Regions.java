package dev.meerkat.contract.docs;

import dev.meerkat.contract.architecture.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Java blocks of the documents, and the tagged regions of compiled tests that they must equal. */
final class Regions {
    private static final Path TESTS = Path.of("contract/src/test/java/dev/meerkat/contract/docs");
    private static final Pattern TAG = Pattern.compile("\\s*// (tag|end)::([a-z0-9-]+)\\[]");

    private Regions() {}

    /** Every tagged region by its name, without the indentation all its lines share. */
    static Map<String, String> tagged() {
        Map<String, String> regions = new TreeMap<>();
        for (Path file : below(Sources.root().resolve(TESTS), ".java")) {
            read(file, regions);
        }
        return regions;
    }

    /** Every fenced block whose fence says {@code java} and nothing more, by its place: {@code README.md:12}. */
    static Map<String, String> blocks() {
        Map<String, String> blocks = new LinkedHashMap<>();
        for (Path file : documents()) {
            List<String> lines = lines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).equals("```java")) {
                    int end = lines.subList(at, lines.size()).indexOf("```") + at;
                    blocks.put(
                            Sources.root().relativize(file) + ":" + (at + 1),
                            String.join("\n", lines.subList(at + 1, end)));
                }
            }
        }
        return blocks;
    }

    /** The documents whose examples and links are checked. */
    static List<Path> documents() {
        Path root = Sources.root();
        List<Path> found = new ArrayList<>(
                List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md"), root.resolve("CHANGELOG.md")));
        found.addAll(below(root.resolve("docs"), ".md"));
        return found;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path file, Map<String, String> regions) {
        @Nullable List<String> region = null;
        for (String line : lines(file)) {
            Matcher tag = TAG.matcher(line);
            if (!tag.matches()) {
                if (region != null) {
                    region.add(line);
                }
            } else if (tag.group(1).equals("tag")) {
                region = new ArrayList<>();
            } else if (region == null || regions.put(tag.group(2), outdented(region)) != null) {
                throw new IllegalStateException(file + ": region " + tag.group(2) + " ends twice, or never began");
            } else {
                region = null;
            }
        }
    }

    private static String outdented(List<String> lines) {
        return String.join("\n", lines).stripIndent();
    }

    private static List<Path> below(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
