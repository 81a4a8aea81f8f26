package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.meerkat.ConnectionState;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.GatePolicy;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contract G2, G4, G5, G6: the managed client at the real gate, on a server. */
class ManagedClientAtTheGateTest {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient driver = MongoClients.create(server.bindAndGetConnectionString());
    private final Generation generation = new Generation(driver);
    private final Gate gate = new Gate(
            "test",
            TimeSource.SYSTEM,
            new GatePolicy(false, Duration.ZERO, 1),
            preference -> !preference.equals(ReadPreference.primary()));
    private final ManagedClient client = ManagedClient.create("c", gate, new TestSettings());
    private final MongoCollection<Document> numbers = client.getDatabase("shop").getCollection("numbers");

    @BeforeEach
    void tenNumbers() {
        gate.set(ConnectionState.CONNECTED, generation, null);
        numbers.insertMany(
                IntStream.range(0, 10).mapToObj(i -> new Document("_id", i)).toList());
    }

    @AfterEach
    void closeAll() {
        driver.close();
        server.shutdownNow();
    }

    @Test
    void countsOperationsOpenCursorsAndOpenTransactions() {
        assertThat(generation.inFlight()).isZero();
        try (MongoCursor<Document> cursor = numbers.find().batchSize(3).cursor();
                ClientSession session = client.startSession()) {
            cursor.next();
            assertThat(generation.inFlight()).isEqualTo(1);
            session.startTransaction();
            assertThat(generation.inFlight()).isEqualTo(2);
            numbers.find().forEach(document -> assertThat(generation.inFlight()).isEqualTo(3));
            assertThat(generation.inFlight()).isEqualTo(2);
        }
        assertThat(generation.inFlight()).isZero();
    }

    @Test
    void drainingLetsCursorsAndTransactionsEndAndRefusesTheRest() {
        List<Document> seen = new ArrayList<>();
        MongoCursor<Document> cursor = numbers.find().batchSize(3).cursor();
        ClientSession session = client.startSession();
        session.startTransaction();
        gate.set(ConnectionState.DRAINING, generation, null);

        assertThat(CompletableFuture.runAsync(numbers::countDocuments))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ConnectionClosedException.class);
        cursor.forEachRemaining(seen::add);
        session.commitTransaction();

        assertThat(seen).hasSize(10);
        assertThat(generation.inFlight()).isZero();
        assertThatThrownBy(session::startTransaction).isInstanceOf(ConnectionClosedException.class);
        session.close();
    }

    @Test
    void aReadThatASecondaryMayServePassesInAnOutageAndOthersDoNot() {
        gate.set(ConnectionState.INTERRUPTED, generation, null);

        assertThat(numbers.withReadPreference(ReadPreference.primaryPreferred()).countDocuments())
                .isEqualTo(10);
        assertThatThrownBy(numbers::countDocuments).isInstanceOf(MeerkatException.class);
        assertThatThrownBy(() -> numbers.withReadPreference(ReadPreference.primaryPreferred())
                        .insertOne(new Document()))
                .isInstanceOf(MeerkatException.class);
    }

    @Test
    void handlesMadeWhileClosedWorkOnceTheConnectionIsOpen() {
        gate.set(ConnectionState.CLOSED, null, null);
        MongoCollection<Document> early = client.getDatabase("shop").getCollection("numbers");
        assertThatThrownBy(early::countDocuments).isInstanceOf(ConnectionClosedException.class);

        gate.set(ConnectionState.CONNECTED, new Generation(driver), null);

        assertThat(early.countDocuments()).isEqualTo(10);
    }
}
