package dev.meerkat.contract.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The project's own files, as text and as syntax trees. What a build writes does not count. */
public final class Sources {
    private static final Path ROOT = findRoot();

    /** Modules are folders of the root, or of a folder there. */
    private static final int MODULE_DEPTH = 2;

    private Sources() {}

    /** The folder that holds the wrapper and all modules. */
    public static Path root() {
        return ROOT;
    }

    /** All Java files below {@code src/main}. */
    static List<Path> main() {
        return java().filter(file -> slashed(file).contains("/src/main/")).toList();
    }

    /** All Java files, tests included. */
    static List<Path> all() {
        return java().toList();
    }

    /** A file's lines. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives {@code reader} each file's syntax tree. */
    static void parse(List<Path> files, TreeReader reader) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null, units);
            for (CompilationUnitTree unit : task.parse()) {
                reader.read(task, unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one file's syntax tree. */
    interface TreeReader {
        void read(JavacTask task, CompilationUnitTree unit);
    }

    private static Stream<Path> java() {
        try (Stream<Path> folders = Files.walk(ROOT, MODULE_DEPTH)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(Sources::below)
                    .filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no mvnw in any folder above the working directory");
            }
        }
        return folder;
    }
}
