package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.contract.frame.ContractCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every rule has a test that carries its name on each kind of server, or a row in docs/contract-coverage.md that says why not. */
final class ContractCoverageTest {
    private static final Pattern RULE = Pattern.compile("(?<![A-Za-z0-9])[SEOGCIHMVR][0-9]{1,2}(?![A-Za-z0-9])");
    private static final Pattern ROW =
            Pattern.compile("\\| *([SEOGCIHMVR][0-9]{1,2}) *\\| *(embedded|external) *\\| *(\\S.*?) *\\|");

    @Test
    void every_rule_has_a_test_on_the_external_server_or_a_row_with_the_reason() throws Exception {
        assertThat(missing("ExternalIT", "external")).isEmpty();
    }

    @Test
    void every_rule_has_a_test_on_the_embedded_server_or_a_row_with_the_reason() throws Exception {
        assertThat(missing("EmbeddedTest", "embedded")).isEmpty();
    }

    @Test
    void no_row_excuses_a_rule_that_is_tested() throws Exception {
        Set<String> stale = excused("external");
        stale.retainAll(tested("ExternalIT"));
        assertThat(stale).as("external").isEmpty();
        stale = excused("embedded");
        stale.retainAll(tested("EmbeddedTest"));
        assertThat(stale).as("embedded").isEmpty();
    }

    @Test
    void every_test_of_the_suite_carries_the_name_of_a_rule() throws Exception {
        List<String> nameless = new ArrayList<>();
        for (Class<?> each : classes("ExternalIT")) {
            if (!ContractCase.class.isAssignableFrom(each)) {
                continue; // looks at the build, not at a server
            }
            for (Method test : tests(each)) {
                if (!RULE.matcher(test.getName().replace('_', ' ')).lookingAt()) {
                    nameless.add(each.getSimpleName() + "." + test.getName());
                }
            }
        }
        assertThat(nameless).isEmpty();
    }

    private static Set<String> missing(String suffix, String kind) throws Exception {
        Set<String> rules = rules();
        rules.removeAll(tested(suffix));
        rules.removeAll(excused(kind));
        return rules;
    }

    private static Set<String> rules() {
        Set<String> rules = new TreeSet<>();
        IntStream.rangeClosed(1, 12).forEach(number -> rules.add("S" + number));
        rules.addAll(Set.of("S14", "S16", "R1", "R2"));
        IntStream.rangeClosed(1, 6).forEach(number -> rules.add("E" + number));
        IntStream.rangeClosed(1, 6).forEach(number -> rules.add("O" + number));
        IntStream.rangeClosed(1, 8).forEach(number -> rules.add("G" + number));
        IntStream.rangeClosed(1, 5).forEach(number -> rules.add("C" + number));
        IntStream.rangeClosed(1, 7).forEach(number -> rules.add("I" + number));
        IntStream.rangeClosed(1, 4).forEach(number -> rules.add("M" + number));
        rules.addAll(Set.of("V1", "H1", "H2", "H4"));
        return rules;
    }

    private static Set<String> tested(String suffix) throws Exception {
        Set<String> found = new TreeSet<>();
        for (Class<?> each : classes(suffix)) {
            for (Method test : tests(each)) {
                Matcher rule = RULE.matcher(test.getName().replace('_', ' '));
                while (rule.find()) {
                    found.add(rule.group());
                }
            }
        }
        return found;
    }

    private static Set<String> excused(String kind) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "contract-coverage.md"))) {
            Matcher row = ROW.matcher(line.trim());
            if (row.matches() && row.group(2).equals(kind)) {
                found.add(row.group(1));
            }
        }
        return found;
    }

    private static List<Method> tests(Class<?> suite) {
        List<Method> found = new ArrayList<>();
        for (Class<?> each = suite; each != null && each != Object.class; each = each.getSuperclass()) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class)
                            || method.isAnnotationPresent(ParameterizedTest.class)
                            || method.isAnnotationPresent(RepeatedTest.class))
                    .forEach(found::add);
        }
        return found;
    }

    /** The suite's classes are the compiled ones beside this; none is listed by hand. */
    private static List<Class<?>> classes(String suffix) throws IOException, URISyntaxException {
        Path root = Path.of(ContractCoverageTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix + ".class"))
                    .<Class<?>>map(file -> load(root.relativize(file).toString()))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, ContractCoverageTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
