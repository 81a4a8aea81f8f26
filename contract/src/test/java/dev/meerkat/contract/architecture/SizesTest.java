package dev.meerkat.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How big a piece may be, and what no file holds. Source: design §4. */
final class SizesTest {
    private static final int FILE_LIMIT = 500;
    private static final int MEDIAN_LIMIT = 80;
    private static final int METHOD_LIMIT = 40;

    @Test
    void no_file_is_longer_than_five_hundred_lines() {
        assertThat(Sources.all())
                .allSatisfy(file ->
                        assertThat(Sources.lines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(FILE_LIMIT));
    }

    @Test
    void half_of_the_shipped_files_are_no_longer_than_eighty_lines() {
        List<Integer> sizes = Sources.main().stream()
                .map(file -> Sources.lines(file).size())
                .sorted()
                .toList();

        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MEDIAN_LIMIT);
    }

    @Test
    void no_method_is_longer_than_forty_lines() {
        List<String> tooLong = new ArrayList<>();

        Sources.parse(Sources.all(), (task, unit) -> new LongMethods(task, unit, tooLong).scan(unit, null));

        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothing_sleeps_tests_included() {
        List<String> sleeps = new ArrayList<>();

        Sources.parse(Sources.all(), (task, unit) -> new Sleeps(unit, sleeps).scan(unit, null));

        assertThat(sleeps).isEmpty();
    }

    @Test
    void every_shipped_package_is_null_marked() {
        List<Path> packages =
                Sources.main().stream().map(Path::getParent).distinct().toList();

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .matches(Files::exists, "exists")
                        .content()
                        .contains("@NullMarked"));
    }

    @Test
    void nothing_is_left_for_later() {
        String later = "TO" + "DO";

        assertThat(Sources.all())
                .allSatisfy(file -> assertThat(Sources.lines(file))
                        .as(file.toString())
                        .noneMatch(line -> line.contains(later) || line.contains("FIX" + "ME")));
    }

    /** Notes each method whose text, from its first modifier to its closing brace, exceeds the limit. */
    private static final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final SourcePositions positions;
        private final CompilationUnitTree unit;
        private final List<String> found;

        LongMethods(JavacTask task, CompilationUnitTree unit, List<String> found) {
            this.positions = Trees.instance(task).getSourcePositions();
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LIMIT) {
                found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName() + ": "
                        + (last - first + 1) + " lines");
            }
            return super.visitMethod(method, nothing);
        }
    }

    /** Notes each call of a method named {@code sleep}, whoever owns it. */
    private static final class Sleeps extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final List<String> found;

        Sleeps(CompilationUnitTree unit, List<String> found) {
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            String called = call.getMethodSelect().toString();
            if (called.equals("sleep") || called.endsWith(".sleep")) {
                found.add(unit.getSourceFile().getName() + ": " + called);
            }
            return super.visitMethodInvocation(call, nothing);
        }
    }
}
