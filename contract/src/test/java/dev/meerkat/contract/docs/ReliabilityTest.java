package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fault of docs/reliability.md names the test that makes it, and every test of a fault has its row. */
final class ReliabilityTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| .*`(\\w+)\\.(\\w+)` \\|(.*)\\|");
    private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(");
    private static final int AT_LEAST = 25;

    /** A fault's test, and the other cells of its row. */
    private record Row(String type, String method, List<String> cells) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reliability.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> cells = Stream.of(row.group(3).split("\\|", -1))
                        .map(String::strip)
                        .toList();
                rows.add(new Row(row.group(1), row.group(2), cells));
            }
        }
        return rows;
    }

    /** The test sources of all modules by class name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> sources.put(name(file), text(file)));
                }
            }
        }
        return sources;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void every_row_names_a_test_that_is_there_and_leaves_no_cell_empty() throws IOException {
        Map<String, String> sources = sources();

        assertThat(rows()).hasSizeGreaterThanOrEqualTo(AT_LEAST).allSatisfy(row -> {
            assertThat(sources.getOrDefault(row.type(), "")).as(row.toString()).contains("void " + row.method() + "(");
            assertThat(row.cells()).as(row.toString()).hasSize(4).noneMatch(String::isEmpty);
        });
    }

    @Test
    void every_test_of_a_fault_has_its_row() throws IOException {
        List<String> told = rows().stream()
                .filter(row -> row.type().equals("FaultsSlow"))
                .map(Row::method)
                .toList();
        List<String> tests = TEST.matcher(sources().get("FaultsSlow"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(tests).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(told).containsExactlyInAnyOrderElementsOf(tests);
    }
}
