package dev.meerkat.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** SIGTERM in the middle of work, in a process of its own: it drains, reports, and exits 143. */
final class SignalScene {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration WORK = Duration.ofMillis(1500);
    private static final int TERMINATED = 143;

    private final Stage stage;

    SignalScene(Stage stage) {
        this.stage = stage;
    }

    void play(String uri, boolean own) {
        Narrator narrator = stage.narrator();
        stage.scene("SIGTERM in the middle of work");
        narrator.say("a second process runs: meerkat load --threads 8 --rate 400");
        List<String> arguments = List.of("load", "--threads", "8", "--rate", "400", "--drop");
        try (Child child = Child.start(
                uri, own, arguments, line -> narrator.more(narrator.paint().faint("| ") + line))) {
            if (child.awaitOpened(PATIENCE)) {
                stage.pause(WORK);
                narrator.say("kill -TERM");
            }
            child.terminate();
            OptionalInt exit = child.exit(PATIENCE);
            String figures = exit.isPresent() ? "exit code " + exit.getAsInt() : "it did not end in time";
            narrator.say(figures);
            stage.checks().note("drains on SIGTERM", exit.equals(OptionalInt.of(TERMINATED)), figures);
        }
    }
}
