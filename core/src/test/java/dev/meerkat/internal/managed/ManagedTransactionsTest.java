package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.internal.gate.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Contract G5, G6, C1 where a replica set is needed: transactions, change streams, client bulk writes. */
@EnabledIfEnvironmentVariable(
        named = "MEERKAT_TEST_URI",
        matches = "mongodb.*",
        disabledReason = "needs a replica set: set MEERKAT_TEST_URI to one that takes configureFailPoint")
class ManagedTransactionsTest {
    private final String uri = System.getenv("MEERKAT_TEST_URI");
    private final List<MongoClient> drivers = new ArrayList<>();
    private final CountingEntrance entrance = new CountingEntrance(generation());
    private final ManagedClient client = ManagedClient.create(entrance, new TestSettings());
    private final MongoCollection<Document> accounts =
            client.getDatabase("managed").getCollection("accounts");

    private Generation generation() {
        MongoClient driver = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .build());
        drivers.add(driver);
        return new Generation(driver);
    }

    private void failOnce(String command, int code, String label) {
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", 1))
                        .append(
                                "data",
                                new Document("failCommands", List.of(command))
                                        .append("errorCode", code)
                                        .append("errorLabels", List.of(label))));
    }

    @BeforeEach
    void oneAccount() {
        accounts.drop();
        accounts.insertOne(new Document("_id", 1).append("balance", 0));
    }

    @AfterEach
    void closeAll() {
        drivers.forEach(MongoClient::close);
    }

    private int balance() {
        return Objects.requireNonNull(accounts.find(Filters.eq("_id", 1)).first())
                .getInteger("balance");
    }

    private void add(ClientSession session, int amount) {
        accounts.updateOne(session, Filters.eq("_id", 1), Updates.inc("balance", amount));
    }

    @Test
    void workInATransactionPassesWhileDrainingAndCommits() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            add(session, 1);
            entrance.drain();
            add(session, 2);
            assertThat(accounts.find(session).batchSize(1).into(new ArrayList<>()))
                    .hasSize(1);
            session.commitTransaction();
        }
        assertThat(entrance.held()).isZero();
        entrance.reopen(generation());
        assertThat(balance()).isEqualTo(3);
    }

    @Test
    void aTransactionEndsOnTheDriverClientItBeganOnAndTheHandleServesTheNewOneMeanwhile() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            add(session, 1);
            entrance.generation(generation());
            assertThat(balance()).isZero();
            add(session, 2);
            assertThat(balance()).isZero();
            session.commitTransaction();
            assertThat(balance()).isEqualTo(3);
            session.startTransaction();
            add(session, 4);
            session.abortTransaction();
        }
        assertThat(balance()).isEqualTo(3);
        assertThat(entrance.held()).isZero();
    }

    @Test
    void withTransactionRepeatsTheBodyOnATransientFailureWithinOneLease() {
        AtomicInteger tries = new AtomicInteger();
        try (ClientSession session = client.startSession()) {
            failOnce("update", 112, "TransientTransactionError");
            session.withTransaction(() -> {
                if (tries.incrementAndGet() == 2) {
                    entrance.drain();
                }
                add(session, 1);
                return null;
            });
        }
        assertThat(tries).hasValue(2);
        assertThat(entrance.held()).isZero();
        entrance.reopen(generation());
        assertThat(balance()).isEqualTo(1);
    }

    @Test
    void aFailedCommitKeepsTheGateUntilItIsRepeated() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            add(session, 1);
            failOnce("commitTransaction", 11601, "UnknownTransactionCommitResult");
            assertThatThrownBy(session::commitTransaction).isInstanceOf(MongoCommandException.class);
            assertThat(entrance.held()).isEqualTo(1);

            session.commitTransaction();

            assertThat(entrance.held()).isZero();
        }
        assertThat(balance()).isEqualTo(1);
    }

    @Test
    void aFailedCommitIsForgottenWhenTheSessionGoesOn() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            add(session, 1);
            failOnce("commitTransaction", 11601, "UnknownTransactionCommitResult");
            assertThatThrownBy(session::commitTransaction).isInstanceOf(MongoException.class);

            accounts.countDocuments(session);

            assertThat(entrance.held()).isZero();
        }
    }

    @Test
    void anIdleSessionReadsItsOwnWritesOnTheNextDriverClient() {
        try (ClientSession session = client.startSession()) {
            add(session, 5);
            entrance.generation(generation());
            drivers.get(0).close();

            assertThat(accounts.find(session).first()).containsEntry("balance", 5);
            assertThat(session.getOperationTime()).isNotNull();
        }
    }

    @Test
    void changeStreamsAreCountedApart() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                accounts.watch().cursor()) {
            assertThat(entrance.held()).isZero();
            assertThat(entrance.streams()).isEqualTo(1);
            accounts.insertOne(new Document("_id", 2));

            assertThat(cursor.next().getFullDocument()).containsEntry("_id", 2);
            assertThat(cursor.getResumeToken()).isNotNull();
        }
        assertThat(entrance.streams()).isZero();
    }

    @Test
    void aDrainEndsAChangeStreamSomebodyWaitsIn() {
        ChangeStreamIterable<Document> watched = accounts.watch().maxAwaitTime(200, TimeUnit.MILLISECONDS);
        MongoCursor<ChangeStreamDocument<Document>> cursor = watched.cursor();
        CompletableFuture<?> waiting = CompletableFuture.supplyAsync(cursor::next);

        entrance.drain();

        assertThat(waiting).failsWithin(Duration.ofSeconds(10));
        cursor.close();
        assertThat(entrance.streams()).isZero();
    }

    @Test
    void bulkWritesOfTheClientPass() {
        client.bulkWrite(List.of(
                ClientNamespacedWriteModel.insertOne(accounts.getNamespace(), new Document("_id", 7)),
                ClientNamespacedWriteModel.deleteOne(accounts.getNamespace(), Filters.eq("_id", 1))));

        assertThat(accounts.find().map(document -> document.get("_id")).into(new ArrayList<>()))
                .containsExactly(7);
    }
}
