package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;

/** A set of three whose primary steps down and whose next one dies, under work that is not told. */
final class ElectionScene {
    private static final Duration ELECTION = Duration.ofMillis(400);
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final int MOST_PAUSES = 100;
    private static final int THREADS = 4;
    private static final int PER_SECOND = 200;

    private final Stage stage;

    ElectionScene(Stage stage) {
        this.stage = stage;
    }

    void play() {
        stage.scene("Elections in a set of three");
        stage.narrator().code("set = ScriptedReplicaSet.inFrontOf(server);   // for your tests too");
        try (EmbeddedServer server = EmbeddedServer.start();
                ScriptedReplicaSet set = ScriptedReplicaSet.builder()
                        .electionDelay(stage.tempo().of(ELECTION))
                        .inFrontOf(server)) {
            Connection connection = stage.registry().connection("set");
            Audience audience = Audience.of(connection, stage.narrator()::event);
            connection.open(ConnectionOptions.builder()
                    .uri(set.uri())
                    .signals(false)
                    .set("database", "elections")
                    .build());
            Workload workload = Workload.start(connection, THREADS, PER_SECOND, new Stop());
            boolean told = elect(set, audience, workload);
            workload.stop();
            workload.join();
            judge(workload, told);
            audience.leave();
            stage.registry().remove("set");
        }
    }

    /** Whether both elections were told. */
    private boolean elect(ScriptedReplicaSet set, Audience audience, Workload workload) {
        goOn(workload);
        stage.narrator().say("the primary steps down, " + THREADS + " threads write");
        set.stepDown();
        boolean told = stage.await(audience, PrimaryChanged.class, 1);
        goOn(workload);
        stage.narrator().say("the new primary is killed");
        set.killPrimary();
        told &= stage.await(audience, PrimaryChanged.class, 2);
        goOn(workload);
        return told;
    }

    /** A moment, and until every thread has written again: the driver sends a write twice, and two faults are too many for one. */
    private void goOn(Workload workload) {
        long enough = workload.writes().acknowledged() + 4 * THREADS;
        stage.pause(BETWEEN);
        for (int left = MOST_PAUSES; left > 0 && workload.writes().acknowledged() < enough; left--) {
            stage.pause(BETWEEN);
        }
    }

    private void judge(Workload workload, boolean told) {
        Ledger ledger = workload.count();
        Tally.Figures writes = workload.writes();
        stage.narrator()
                .say(Words.count(writes.attempted(), "write") + " attempted, " + Words.number(writes.acknowledged())
                        + " acknowledged, " + writes.refused() + " refused, " + writes.failed() + " failed");
        stage.narrator()
                .say(Words.count(ledger.found(), "document") + " in the set, " + ledger.lost() + " lost, "
                        + ledger.duplicated() + " duplicated");
        stage.narrator().say("longest time without an acknowledged write: " + Words.duration(workload.longestGap()));
        boolean clean = writes.adds() && writes.acknowledged() == writes.attempted();
        stage.checks()
                .note(
                        "elections fail no write",
                        told && clean && ledger.lost() == 0 && ledger.duplicated() == 0,
                        Words.number(writes.attempted()) + " writes, " + (writes.refused() + writes.failed())
                                + " failed, " + ledger.lost() + " lost");
    }
}
