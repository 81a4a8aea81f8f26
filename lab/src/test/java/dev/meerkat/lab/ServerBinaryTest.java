package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerBinaryTest {
    @TempDir
    private Path project = Path.of("");

    @Test
    void findsTheFetchedServerFromAnyFolderOfTheProject() throws IOException {
        Path binary = executable(".meerkat/secantusdb/secantusdb.scripts/secantusd-rs");
        Path deep = Files.createDirectories(project.resolve("lab/target/work"));

        assertThat(ServerBinary.find(Map.of(), project)).contains(binary);
        assertThat(ServerBinary.find(Map.of(), deep)).contains(binary);
    }

    @Test
    void prefersTheVariable() throws IOException {
        executable(".meerkat/secantusdb/secantusdb.scripts/secantusd-rs");
        Path own = executable("own-server");

        assertThat(ServerBinary.find(Map.of("MEERKAT_SERVER_BINARY", own.toString()), project))
                .contains(own);
        assertThat(ServerBinary.find(Map.of("MEERKAT_SERVER_BINARY", " "), project))
                .isPresent()
                .get()
                .isNotEqualTo(own);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(ServerBinary.find(Map.of(), project)).isEmpty();
    }

    @Test
    void refusesAVariableThatNamesNoProgramInsteadOfSkippingQuietly() throws IOException {
        Path text = Files.writeString(project.resolve("text"), "no program");
        for (Path wrong : new Path[] {text, project, project.resolve("absent")}) {
            assertThatThrownBy(() -> ServerBinary.find(Map.of("MEERKAT_SERVER_BINARY", wrong.toString()), project))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("LAB_SERVER_BINARY: MEERKAT_SERVER_BINARY")
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void namesTheOneCommandThatHelps() {
        assertThat(ServerBinary.absence()).contains("Fix: run scripts/fetch-server.sh");
    }

    private Path executable(String name) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
