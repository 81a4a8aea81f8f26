package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.error.InvalidOptionsException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract §4: meerkat.properties, working directory, then class path. */
class PropertyFilesTest {
    @TempDir
    Path directory;

    @TempDir
    Path classes;

    @Test
    void theWorkingDirectoryGoesBeforeTheClassPath() throws IOException {
        Files.writeString(directory.resolve("meerkat.properties"), "a=here\nb=hier\u00fc\n");
        Files.writeString(classes.resolve("meerkat.properties"), "b=there\nc=there\n");
        try (URLClassLoader loader = loader()) {
            assertThat(PropertyFiles.read(directory, loader))
                    .containsEntry("a", new Sourced("here", "meerkat.properties "))
                    .containsEntry("b", new Sourced("hier\u00fc", "meerkat.properties "))
                    .containsEntry("c", new Sourced("there", "meerkat.properties on the class path "));
        }
    }

    @Test
    void noFileIsNothing() throws IOException {
        try (URLClassLoader loader = loader()) {
            assertThat(PropertyFiles.read(directory, loader)).isEmpty();
        }
    }

    @Test
    void anUnreadableFileIsAProblemThatQuotesNothing() throws IOException {
        Files.writeString(directory.resolve("meerkat.properties"), "password=hunter2\\uXYZ");
        try (URLClassLoader loader = loader()) {
            assertThatThrownBy(() -> PropertyFiles.read(directory, loader))
                    .isInstanceOf(InvalidOptionsException.class)
                    .hasMessageContaining("meerkat.properties = in the working directory: cannot be read")
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    }
}
