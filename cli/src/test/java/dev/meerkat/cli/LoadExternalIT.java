package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.lab.ExternalServer;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code load} on a server process that is killed, and signalled in the middle of slow work. */
class LoadExternalIT {
    private static final int THREADS = 50;
    private static final int POOL = 10;

    private final ExternalServer server = External.builder().start();

    @AfterEach
    void end() {
        server.close();
    }

    private static long number(Document report, String name) {
        return report.get(name, Number.class).longValue();
    }

    private Document command(Document command) {
        return Peers.ask(server, client -> client.getDatabase("admin").runCommand(command));
    }

    @Test
    void three_kills_lose_nothing_and_duplicate_nothing() {
        try (Program load = Program.start("load", "--threads", "8", server.uri())) {
            load.err().await("Opened");
            for (int outage = 1; outage <= 3; outage++) {
                awaitWrites();
                server.kill();
                load.err().await("INTERRUPTED", outage);
                server.restart();
                load.err().await("Opened", outage + 1);
            }
            load.signal("TERM");

            assertThat(load.exit()).as(load.out().all() + load.err().all()).isEqualTo(143);
            assertThat(load.out().await("documents")).contains(" found, 0 lost, 0 duplicated");
        }
    }

    /** Waits until the run has written something more. */
    private void awaitWrites() {
        long before = written();
        await().until(() -> written() > before + 50);
    }

    private long written() {
        return Peers.ask(server, client -> {
            var collection = Peers.written(client);
            return collection == null ? 0 : collection.countDocuments();
        });
    }

    @Test
    void C3_a_signal_in_the_middle_of_slow_work_lets_all_of_it_end_also_what_is_queued() {
        command(new Document("configureFailPoint", "failCommand")
                .append("mode", "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("insert", "update"))
                                .append("blockConnection", true)
                                .append("blockTimeMS", 800)));
        try (Program load = Program.start(
                "load",
                "--json",
                "--threads",
                String.valueOf(THREADS),
                "--option",
                "max-pool-size=" + POOL,
                "--option",
                "wait-queue-timeout=60s", // a busy machine is not what is tested
                server.uri())) {
            // The second ten begin when the first have ended: all threads have been waiting by then.
            await().until(() -> written() > POOL);
            load.signal("TERM");

            assertThat(load.exit()).as(load.err().all()).isEqualTo(143);
            Document report = load.out().objects().get(0);
            assertThat(number(report, "attempted")).isGreaterThanOrEqualTo(THREADS);
            assertThat(number(report, "acknowledged")).as(report.toJson()).isEqualTo(number(report, "attempted"));
            assertThat(report).containsEntry("lost", 0).containsEntry("duplicated", 0);
            Document drain = report.get("report", Document.class);
            assertThat(drain).containsEntry("forced", false);
            // A thread between its insert and its update has nothing in flight.
            assertThat(number(drain, "finished")).isBetween(THREADS - POOL + 1L, (long) THREADS);
        }
    }
}
