package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.lab.ServerConnections;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The extension with a server that is a process: what it counts itself, transactions, real deaths. */
@MeerkatTest(server = Backend.EXTERNAL)
final class ExternalServerIT {
    private static @Nullable MongoClient left;

    private static MongoCollection<Document> orders(MongoClient client) {
        return client.getDatabase("shop").getCollection("orders");
    }

    @AfterEach
    void closeWhatWasLeft() {
        if (left != null) {
            left.close();
            left = null;
        }
    }

    @Test
    void an_acknowledged_write_survives_the_death_of_the_process(
            ExternalServer server, Connection db, EventRecorder events, Writes writes) {
        writes.start(orders(db.client()), 2).awaitAcknowledged(20);
        server.kill();
        events.awaits(Disconnected.class);
        server.restart();
        events.awaits(Reconnected.class);
        writes.awaitAcknowledged(20).assertNoneLost(orders(db.client()));
    }

    @Test
    void a_transaction_over_a_step_down_is_whole_or_not_at_all(ScriptedReplicaSet set, MongoClient client) {
        orders(client).insertOne(new Document("_id", 0));
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> {
                orders(client).insertOne(session, new Document("_id", 1));
                set.primary().filter(first -> first == set.member(0)).ifPresent(first -> set.stepDown());
                orders(client).insertOne(session, new Document("_id", 2));
                return true;
            });
        }
        assertThat(orders(client).countDocuments()).isEqualTo(3);
    }

    @Test
    void the_servers_own_count_tells_a_cursor_that_nobody_watches() {
        assertThat(Run.of(LeavesCursor.class).failure())
                .hasMessageContaining("CURSORS: the server counts open cursors: 1");
    }

    @MeerkatTest(server = Backend.EXTERNAL, patience = "500ms")
    static final class LeavesCursor {
        @Test
        void test(@Uri String uri) {
            MongoClient client = MongoClients.create(uri);
            left = client;
            orders(client)
                    .insertMany(IntStream.range(0, 10)
                            .mapToObj(n -> new Document("_id", n))
                            .toList());
            orders(client).find().batchSize(2).cursor().next();
        }
    }

    @Test
    void the_server_counts_what_is_open_and_forgets_what_was_closed(ExternalServer server, MongoClient client) {
        ServerConnections counted = ServerConnections.of(server);
        orders(client)
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(n -> new Document("_id", n))
                        .toList());

        try (var cursor = orders(client).find().batchSize(2).cursor()) {
            cursor.next();
            assertThat(counted.openCursors()).hasValue(1);
        }

        assertThat(counted.openCursors()).hasValue(0);
    }
}
