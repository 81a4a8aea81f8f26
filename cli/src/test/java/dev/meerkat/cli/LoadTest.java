package dev.meerkat.cli;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.lab.EmbeddedServer;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code load}: its accounting, a made loss and a made duplicate, signals. */
class LoadTest {
    private final EmbeddedServer server = EmbeddedServer.start();

    @AfterEach
    void end() {
        server.close();
    }

    private static Document report(Heard out) {
        List<Document> lines = out.objects();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static long number(Document report, String name) {
        return report.get(name, Number.class).longValue();
    }

    private boolean nothingWritten() {
        return Peers.ask(server, client -> Peers.written(client) == null);
    }

    private static void assertAdds(Document report) {
        assertThat(number(report, "attempted"))
                .isPositive()
                .isEqualTo(number(report, "acknowledged") + number(report, "refused") + number(report, "failed"));
    }

    @Test
    void a_run_without_trouble_finds_every_document_once_and_exits_0() {
        Run run = Run.of("load", "--json", "--for", "1s", "--threads", "3", server.uri());

        assertThat(run.exit()).as(run.said()).isZero();
        assertThat(run.err().all()).isEmpty();
        Document report = report(run.out());
        assertThat(report.keySet())
                .containsExactly(
                        "collection",
                        "duration",
                        "attempted",
                        "acknowledged",
                        "refused",
                        "failed",
                        "refusedByCode",
                        "failedByCode",
                        "found",
                        "lost",
                        "duplicated",
                        "longestGap",
                        "reads",
                        "report");
        assertAdds(report);
        assertThat(report)
                .containsEntry("lost", 0)
                .containsEntry("duplicated", 0)
                .containsEntry("failed", 0);
        long counted = Peers.ask(
                server, client -> Objects.requireNonNull(Peers.written(client)).countDocuments());
        assertThat(counted).isEqualTo(number(report, "found")).isPositive();
    }

    @Test
    void the_rate_bounds_what_all_threads_do_together_and_drop_removes_the_collection() {
        Run run = Run.of("load", "--drop", "--for", "2s", "--rate", "10", "--threads", "8", server.uri());

        assertThat(run.exit()).as(run.said()).isZero();
        assertThat(run.out().all()).contains("(removed)").contains("0 lost, 0 duplicated");
        String found = run.out().await("documents").replaceAll("\\D*(\\d+) found.*", "$1");
        assertThat(Integer.parseInt(found)).isBetween(1, 21);
        assertThat(nothingWritten()).isTrue();
    }

    /** Does something to a document of a running load behind its back, then ends the run; its program, which has ended. */
    private Program meddle(Predicate<MongoCollection<Document>> meddling) {
        Program load = Program.start("load", "--json", "--rate", "200", server.uri());
        try (MongoClient client = MongoClients.create(server.uri())) {
            await().until(() -> {
                MongoCollection<Document> documents = Peers.written(client);
                return documents != null && meddling.test(documents);
            });
        }
        load.signal("TERM");
        return load;
    }

    @Test
    void a_document_deleted_behind_its_back_is_lost_and_5_wins_over_143() {
        try (Program load = meddle(documents -> documents.deleteOne(eq("n", 1)).getDeletedCount() == 1)) {
            assertThat(load.exit()).isEqualTo(5);
            Document report = report(load.out());
            assertAdds(report);
            assertThat(report).containsEntry("lost", 1).containsEntry("duplicated", 0);
        }
    }

    @Test
    void an_increment_taken_back_behind_its_back_is_lost() {
        try (Program load = meddle(
                documents -> documents.updateOne(eq("n", 1), inc("n", -1)).getModifiedCount() == 1)) {
            assertThat(load.exit()).isEqualTo(5);
            assertThat(report(load.out())).containsEntry("lost", 1).containsEntry("duplicated", 0);
        }
    }

    @Test
    void an_increment_made_twice_is_a_duplicate() {
        try (Program load =
                meddle(documents -> documents.updateOne(eq("n", 1), inc("n", 1)).getModifiedCount() == 1)) {
            assertThat(load.exit()).isEqualTo(5);
            assertThat(report(load.out())).containsEntry("lost", 0).containsEntry("duplicated", 1);
        }
    }

    @Test
    void documents_of_others_in_its_collection_count_for_nothing() {
        try (Program load = meddle(documents ->
                documents.insertOne(new Document("_id", "somebody else's")).wasAcknowledged())) {
            assertThat(load.exit()).isEqualTo(143);
            assertThat(report(load.out())).containsEntry("lost", 0).containsEntry("duplicated", 0);
        }
    }

    @Test
    void a_server_that_dies_and_returns_costs_nothing_acknowledged() {
        try (Program load =
                Program.start("load", "--threads", "8", "--option", "heartbeatFrequency=500ms", server.uri())) {
            load.err().await("Opened");
            server.kill();
            load.err().await("INTERRUPTED");
            server.restart();
            load.err().await("Opened", 2);
            load.signal("TERM");

            assertThat(load.exit()).as(load.out().all()).isEqualTo(143);
            assertThat(load.out().await("writes")).contains(" attempted = ");
            assertThat(load.out().await("documents")).contains(" found, 0 lost, 0 duplicated");
        }
    }

    @Test
    void without_a_server_to_count_on_4_wins_over_143() {
        try (Program load = Program.start(
                "load",
                "--json",
                "--option",
                "heartbeatFrequency=500ms",
                "--option",
                "startupTimeout=1s",
                "--option",
                "closeGrace=500ms",
                server.uri())) {
            await().until(() -> !nothingWritten());
            server.kill();
            load.signal("TERM");

            assertThat(load.exit()).isEqualTo(4);
            assertThat(report(load.out())).containsEntry("found", null).containsEntry("lost", null);
            assertThat(load.err().all()).contains("the documents could not be counted: MK-REFUSED");
        }
    }
}
