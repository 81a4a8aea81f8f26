package dev.meerkat.lab.internal;

import dev.meerkat.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders. */
public final class Folders {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Folders() {}

    /** A new, empty folder that only this user may read. */
    public static Path temporary() {
        try {
            return Files.createTempDirectory("meerkat-lab-");
        } catch (IOException failed) {
            throw new LabException("LAB_FOLDER: no temporary folder can be made. Fix: look at java.io.tmpdir.", failed);
        }
    }

    /** The folder itself, made if need be. */
    public static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_FOLDER: a folder cannot be made (path=" + folder + "). Fix: choose another.", failed);
        }
    }

    /** Writes a text file. */
    public static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_FOLDER: a file cannot be written (path=" + file + "). Fix: choose another.", failed);
        }
    }

    /** Writes a text file that only its owner may read, from its first byte on. */
    public static Path writeSecret(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, OWNER_ONLY);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_FOLDER: a file cannot be written (path=" + file + "). Fix: choose another.", failed);
        }
        return write(file, text);
    }

    /** Removes it and all it holds; what cannot be removed is left, the system clears temporary folders. */
    public static void remove(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            folder.toFile().deleteOnExit();
        }
    }
}
