package dev.meerkat.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records virtual threads that are pinned to their carriers by what they do, which leaves out the loading and the initialising of classes.
 *
 * <p>Both happen once in a JVM's life and belong to no operation, but no warm-up gets ahead of them all: whenever the JVM compiles a method,
 * the thread that called it loads the classes of its signature, in a native frame, and may have to wait for another that does the same.
 */
final class Pinnings implements AutoCloseable {
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();

    private Pinnings() {
        // The raw client, which the managed one is compared with, writes no events of its own.
        recording.disable("meerkat.Operation");
        recording.disable("meerkat.Checkout");
        recording.enable(PINNED).withoutThreshold().withStackTrace();
        recording.start();
    }

    /** Records from now on. */
    static Pinnings recorded() {
        return new Pinnings();
    }

    /** Ends the recording, in a file of {@code folder}, and returns what counts in it. */
    List<RecordedEvent> end(Path folder) throws IOException {
        recording.stop();
        Path file = folder.resolve("pinned.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .filter(event -> !ofAClass(event))
                .toList();
    }

    private static boolean ofAClass(RecordedEvent event) {
        boolean waited = event.hasField("blockingOperation")
                && Optional.ofNullable(event.getString("blockingOperation"))
                        .filter(what -> what.startsWith("Waited for initialization of"))
                        .isPresent();
        return waited
                || (event.getStackTrace() != null
                        && event.getStackTrace().getFrames().stream().anyMatch(Pinnings::loads));
    }

    private static boolean loads(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.equals("java.lang.ClassLoader")
                || type.startsWith("jdk.internal.loader.")
                || frame.getMethod().getName().equals("<clinit>");
    }

    @Override
    public void close() {
        recording.close();
    }
}
