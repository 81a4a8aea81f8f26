package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.ConnectionState;
import dev.meerkat.internal.driver.BrokenServer;
import dev.meerkat.internal.driver.WireServer;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contract R1: a cursor read in a session stays with the client it began on, wherever the session goes. */
class ManagedSessionCursorTest {
    private static final String PRIMARY = "isWritablePrimary: true, helloOk: true, logicalSessionTimeoutMinutes: 30";

    private final Gate gate =
            new Gate("c", TimeSource.SYSTEM, new GatePolicy(false, Duration.ZERO, 0), (ReadPreference any) -> false);
    private final ManagedClient client = ManagedClient.create(Entrance.of("c", gate), new TestSettings());
    private final MongoCollection<Document> numbers = client.getDatabase("shop").getCollection("numbers");
    private final List<MongoClient> drivers = new ArrayList<>();
    private BrokenServer server;

    @BeforeEach
    void listen() throws IOException {
        server = BrokenServer.that(WireServer.saying(() -> PRIMARY, ManagedSessionCursorTest::answer));
    }

    @AfterEach
    void close() throws IOException {
        drivers.forEach(MongoClient::close);
        server.close();
    }

    /** Two documents, the second with the next batch. */
    private static BsonDocument answer(BsonDocument command) {
        return BsonDocument.parse(
                switch (command.getFirstKey()) {
                    case "find" ->
                        "{ok: 1, cursor: {id: {$numberLong: '7'}, ns: 'shop.numbers', firstBatch: [{n: 1}]}}";
                    case "getMore" ->
                        "{ok: 1, cursor: {id: {$numberLong: '0'}, ns: 'shop.numbers', nextBatch: [{n: 2}]}}";
                    default -> "{ok: 1}";
                });
    }

    private Generation rotated() {
        MongoClient driver = MongoClients.create("mongodb://" + server.address());
        drivers.add(driver);
        Generation next = new Generation(driver);
        gate.set(ConnectionState.CONNECTED, next, null);
        return next;
    }

    private void ping(ClientSession session) {
        client.getDatabase("shop").runCommand(session, new Document("ping", 1));
    }

    @Test
    void R1_a_cursor_in_a_session_is_read_to_its_end_although_the_session_moved_to_the_new_client() {
        Generation before = rotated();
        try (ClientSession session = client.startSession();
                MongoCursor<Document> cursor =
                        numbers.find(session).batchSize(1).cursor()) {
            assertThat(cursor.next()).containsEntry("n", 1);
            ClientSession left = ((ManagedSession) session).driver();
            rotated();
            ping(session);

            assertThat(((ManagedSession) session).driver()).as("moved").isNotSameAs(left);
            assertThat(cursor.next()).containsEntry("n", 2);
            assertThat(before.inFlight()).isZero();
        }
    }

    @Test
    void R1_a_session_closes_what_it_left_behind_when_it_is_closed_or_moves_on_after_the_cursors_ended() {
        rotated();
        ClientSession session = client.startSession();
        MongoCursor<Document> cursor = numbers.find(session).batchSize(1).cursor();
        ClientSession first = ((ManagedSession) session).driver();
        rotated();
        ping(session);
        assertThat(closed(first)).isFalse();
        ClientSession second = ((ManagedSession) session).driver();
        cursor.forEachRemaining(document -> {});
        rotated();
        ping(session);
        assertThat(closed(first)).isTrue();
        assertThat(closed(second)).isTrue();

        MongoCursor<Document> open = numbers.find(session).batchSize(1).cursor();
        ClientSession third = ((ManagedSession) session).driver();
        rotated();
        ping(session);
        open.close();
        assertThat(closed(third)).isFalse();
        session.close();

        assertThat(closed(third)).isTrue();
    }

    private static boolean closed(ClientSession session) {
        try {
            return session.getServerSession().isClosed();
        } catch (IllegalStateException expected) {
            return true;
        }
    }
}
