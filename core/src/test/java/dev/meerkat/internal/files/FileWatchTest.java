package dev.meerkat.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FileWatchTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    @Test
    void a_change_of_the_file_is_told() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "1");
        try (FileWatch watch = FileWatch.of(List.of(file))) {
            Files.writeString(file, "2");
            assertThat(watch.await(LONG)).isTrue();
        }
    }

    @Test
    void the_wait_ends_without_a_change_when_its_time_is_up() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "1");
        try (FileWatch watch = FileWatch.of(List.of(file))) {
            assertThat(watch.await(SHORT)).isFalse();
        }
    }

    @Test
    void a_swapped_link_beside_the_file_is_told_time_and_again() throws Exception {
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, version(0));
        Path file = Files.createSymbolicLink(folder.resolve("password"), Path.of("..data", "password"));
        try (FileWatch watch = FileWatch.of(List.of(file))) {
            for (int number = 1; number <= 3; number++) {
                Files.move(
                        Files.createSymbolicLink(folder.resolve("..data_tmp"), version(number)),
                        data,
                        StandardCopyOption.ATOMIC_MOVE);
                assertThat(watch.await(LONG)).isTrue();
                assertThat(file).hasContent(String.valueOf(number));
            }
        }
    }

    private Path version(int number) throws IOException {
        Path version = Files.createDirectory(folder.resolve("..v" + number));
        Files.writeString(version.resolve("password"), String.valueOf(number));
        return version.getFileName();
    }

    @Test
    void a_directory_that_comes_later_or_comes_again_is_watched() throws Exception {
        Path directory = folder.resolve("mount");
        Path file = directory.resolve("secret");
        try (FileWatch watch = FileWatch.of(List.of(file))) {
            for (int round = 0; round < 2; round++) {
                assertThat(watch.await(SHORT)).isFalse();
                Files.createDirectory(directory);
                assertThat(watch.await(SHORT)).isFalse();
                Files.writeString(file, "1");
                assertThat(watch.await(LONG)).isTrue();
                Files.delete(file);
                Files.delete(directory);
                assertThat(watch.await(LONG)).isTrue();
            }
        }
    }

    @Test
    void without_files_the_wait_is_a_wait() throws Exception {
        try (FileWatch watch = FileWatch.of(List.of())) {
            assertThat(watch.await(SHORT)).isFalse();
        }
    }
}
