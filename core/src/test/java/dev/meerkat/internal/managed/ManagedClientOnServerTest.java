package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.meerkat.internal.gate.Generation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contract G5, G6, R2 on a server: cursors, loops and GridFS over a drain and over a change of the driver's client. */
class ManagedClientOnServerTest {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final String uri = server.bindAndGetConnectionString();
    private final List<MongoClient> drivers = new ArrayList<>();
    private final CountingEntrance entrance = new CountingEntrance(new Generation(driver()));
    private final ManagedClient client = ManagedClient.create(entrance, new TestSettings());
    private final MongoCollection<Document> numbers = client.getDatabase("shop").getCollection("numbers");

    private MongoClient driver() {
        MongoClient driver = MongoClients.create(uri);
        drivers.add(driver);
        return driver;
    }

    @BeforeEach
    void tenNumbers() {
        numbers.insertMany(IntStream.range(0, 10)
                .mapToObj(i -> new Document("_id", i).append("n", i))
                .toList());
    }

    @AfterEach
    void closeAll() {
        drivers.forEach(MongoClient::close);
        server.shutdownNow();
    }

    @Test
    void aCursorWhoseFirstBatchIsAllHoldsNothing() {
        try (MongoCursor<Document> cursor = numbers.find().cursor()) {
            assertThat(entrance.held()).isZero();
            assertThat(cursor.next()).containsEntry("n", 0);
        }
        assertThat(entrance.held()).isZero();
    }

    @Test
    void anOpenCursorIsInFlightAndGoesOnWhileDraining() {
        List<Object> seen = new ArrayList<>();
        MongoCursor<Document> cursor = numbers.find().batchSize(3).cursor();
        assertThat(entrance.held()).isEqualTo(1);
        entrance.drain();

        assertThat(CompletableFuture.runAsync(numbers::countDocuments))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(CountingEntrance.Refused.class);
        cursor.forEachRemaining(document -> seen.add(document.get("n")));

        assertThat(seen).hasSize(10);
        assertThat(entrance.held()).isZero();
    }

    @Test
    void aMappedCursorReleasesWhenClosedInTheMiddle() {
        try (MongoCursor<Integer> cursor = numbers.find()
                .batchSize(3)
                .map(document -> document.get("n", 0))
                .cursor()) {
            assertThat(cursor.next()).isEqualTo(0);
            assertThat(entrance.held()).isEqualTo(1);
        }
        assertThat(entrance.held()).isZero();
    }

    @Test
    void aLoopAdmittedBeforeMayUseTheCollectionWhileDraining() {
        entrance.drain();
        assertThatThrownBy(() -> numbers.find().forEach(document -> {})).isInstanceOf(CountingEntrance.Refused.class);
        entrance.reopen(new Generation(driver()));

        numbers.find().forEach(document -> {
            entrance.drain();
            numbers.updateOne(Filters.eq("_id", document.get("_id")), Updates.inc("n", 100));
        });

        assertThat(entrance.held()).isZero();
        entrance.reopen(new Generation(driver()));
        assertThat(numbers.countDocuments(Filters.gte("n", 100))).isEqualTo(10);
    }

    @Test
    void aLoopClosesItsCursorWhenTheActionThrows() {
        UnsupportedOperationException own = new UnsupportedOperationException();

        assertThatThrownBy(() -> numbers.find().batchSize(3).forEach(document -> {
                    throw own;
                }))
                .isSameAs(own);

        assertThat(entrance.held()).isZero();
    }

    @Test
    void handlesAndIterablesServeTheNextDriverClient() {
        Iterable<Document> even = numbers.find(Filters.mod("n", 2, 0));
        assertThat(even).hasSize(5);
        drivers.get(0).close();
        entrance.generation(new Generation(driver()));

        assertThat(even).hasSize(5);
        assertThat(numbers.find().into(new ArrayList<>())).hasSize(10);
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).contains("shop");
        assertThat(numbers.distinct("n", Integer.class).map(n -> n + 1).first()).isEqualTo(1);
    }

    @Test
    void gridFsWorksOnIt() {
        GridFSBucket bucket = GridFSBuckets.create(client.getDatabase("files"));
        byte[] content = new byte[600_000];
        content[599_999] = 42;

        ObjectId id = bucket.uploadFromStream("picture", new ByteArrayInputStream(content));
        entrance.generation(new Generation(driver()));
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        bucket.downloadToStream(id, back);
        bucket.delete(id);

        assertThat(back.toByteArray()).isEqualTo(content);
        assertThat(bucket.find().first()).isNull();
        assertThat(entrance.held()).isZero();
    }
}
