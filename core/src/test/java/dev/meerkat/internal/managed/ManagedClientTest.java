package dev.meerkat.internal.managed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoDriverInformation;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import dev.meerkat.internal.gate.Generation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Contract §1, G2, R2: what a managed client answers by itself, and what it tells the gate. */
class ManagedClientTest {
    private final StubDriver driver = new StubDriver();
    private final CountingEntrance entrance = new CountingEntrance(null);
    private final TestSettings settings = new TestSettings(
            MongoClientSettings.builder()
                    .readPreference(ReadPreference.nearest())
                    .readConcern(ReadConcern.MAJORITY)
                    .writeConcern(WriteConcern.JOURNALED)
                    .timeout(4, SECONDS)
                    .build(),
            FailureHook.UNCHANGED);
    private final ManagedClient client = ManagedClient.create(entrance, settings);

    @Test
    void answersFromTheConnectionsSettingsBeforeAnyDriverClientExists() {
        assertThat(client.getReadPreference()).isEqualTo(ReadPreference.nearest());
        assertThat(client.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(client.getWriteConcern()).isEqualTo(WriteConcern.JOURNALED);
        assertThat(client.getTimeout(MILLISECONDS)).isEqualTo(4000);
        assertThat(client.getCodecRegistry()).isNotNull();
        assertThat(client.getClusterDescription()).isSameAs(TestSettings.NOTHING_KNOWN);
    }

    @Test
    void whatIsSetOnAHandleGoesDownToItsCollectionsAndNotUp() {
        MongoDatabase database = client.withReadPreference(ReadPreference.secondary())
                .withTimeout(1, SECONDS)
                .getDatabase("shop");
        MongoCollection<Document> collection =
                database.withWriteConcern(WriteConcern.W2).getCollection("things");

        assertThat(collection.getReadPreference()).isEqualTo(ReadPreference.secondary());
        assertThat(collection.getTimeout(SECONDS)).isEqualTo(1);
        assertThat(collection.getWriteConcern()).isEqualTo(WriteConcern.W2);
        assertThat(collection.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(database.getWriteConcern()).isEqualTo(WriteConcern.JOURNALED);
        assertThat(client.getReadPreference()).isEqualTo(ReadPreference.nearest());
    }

    @Test
    void allWithsStayManaged() {
        assertThat(client.withReadConcern(ReadConcern.LOCAL)).isInstanceOf(ManagedCluster.class);
        assertThat(client.getDatabase("shop").withReadConcern(ReadConcern.LOCAL))
                .isInstanceOf(ManagedDatabase.class);
        MongoCollection<String> strings = client.getDatabase("shop")
                .getCollection("things")
                .withReadConcern(ReadConcern.LOCAL)
                .withDocumentClass(String.class);
        assertThat(strings).isInstanceOf(ManagedCollection.class);
        assertThat(strings.getDocumentClass()).isEqualTo(String.class);
        assertThat(strings.getNamespace()).isEqualTo(new MongoNamespace("shop.things"));
    }

    @Test
    void namesAndTimeoutsAreCheckedAtOnceAsTheDriverDoes() {
        assertThatIllegalArgumentException().isThrownBy(() -> client.getDatabase("no.dots"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.getDatabase("shop").getCollection(""));
        assertThatIllegalArgumentException().isThrownBy(() -> client.withTimeout(-1, SECONDS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.withTimeout(1, java.util.concurrent.TimeUnit.NANOSECONDS));
        assertThatIllegalArgumentException().isThrownBy(this::withoutReadConcern);
        assertThat(client.withTimeout(0, SECONDS).getTimeout(SECONDS)).isZero();
    }

    @SuppressWarnings({"DataFlowIssue", "NullAway"}) // what Java callers may do
    private void withoutReadConcern() {
        client.withReadConcern(null);
    }

    @Test
    void tellsTheGateWhoAsks() {
        entrance.generation(new Generation(driver.client()));
        MongoCollection<Document> things = client.getDatabase("shop").getCollection("things");

        things.withTimeout(700, MILLISECONDS).countDocuments();
        assertThat(entrance.last())
                .isEqualTo(new CountingEntrance.Admitted("countDocuments", "shop.things", true, false, false, 700));

        things.insertOne(new Document());
        assertThat(entrance.last())
                .isEqualTo(new CountingEntrance.Admitted("insertOne", "shop.things", false, false, false, 4000));

        client.listDatabaseNames().first();
        assertThat(entrance.last())
                .isEqualTo(new CountingEntrance.Admitted("listDatabaseNames", "admin", false, false, false, 4000));
    }

    @Test
    void anAggregationThatWritesIsNoRead() {
        entrance.generation(new Generation(driver.client()));

        assertThat(readWhenAggregating(new Document("$match", new Document()))).isTrue();
        assertThat(readWhenAggregating(new Document("$out", "other"))).isFalse();
        assertThat(readWhenAggregating(Aggregates.merge("other"))).isFalse();
        assertThat(readWhenAggregating(Aggregates.limit(1))).isTrue();

        client.getDatabase("shop").getCollection("things").aggregate(List.of()).toCollection();
        assertThat(entrance.last().read()).isFalse();
    }

    private boolean readWhenAggregating(Bson stage) {
        client.getDatabase("shop")
                .getCollection("things")
                .aggregate(List.of(stage))
                .first();
        return entrance.last().read();
    }

    @Test
    void aCommandWithItsOwnReadPreferenceIsAReadUnderThatPreference() {
        entrance.generation(new Generation(driver.client()));

        client.getDatabase("shop").runCommand(new Document("ping", 1), ReadPreference.secondary());
        assertThat(entrance.last().read()).isTrue();

        client.getDatabase("shop").runCommand(new Document("ping", 1));
        assertThat(entrance.last().read()).isFalse();
    }

    @Test
    void oneTwinServesAllOperationsOfAGenerationAndTheNextGenerationGetsItsOwn() {
        MongoCollection<Document> things = client.getDatabase("shop").getCollection("things");
        entrance.generation(new Generation(driver.client()));
        things.countDocuments();
        things.countDocuments();
        assertThat(driver.names()).containsOnlyOnce("getCollection");

        StubDriver next = new StubDriver();
        entrance.generation(new Generation(next.client()));
        things.countDocuments();

        assertThat(next.names()).containsExactly("getDatabase", "getCollection", "countDocuments");
        assertThat(driver.names().stream().filter("countDocuments"::equals)).hasSize(2);
    }

    @Test
    void aHandleNobodyUsesKeepsNoDriverClientInMemory() {
        MongoCollection<Document> things = client.getDatabase("shop").getCollection("things");
        WeakReference<Object> closed = usedOnce(things);

        await(() -> {
            System.gc();
            return closed.get() == null;
        });

        assertThat(things.getNamespace().getCollectionName()).isEqualTo("things");
    }

    private WeakReference<Object> usedOnce(MongoCollection<Document> things) {
        StubDriver gone = new StubDriver();
        entrance.generation(new Generation(gone.client()));
        things.countDocuments();
        entrance.generation(null);
        return new WeakReference<>(gone);
    }

    private static void await(BooleanSupplier condition) {
        for (int tries = 0; tries < 1000 && !condition.getAsBoolean(); tries++) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void closeIsTheConnectionsOwn() {
        client.close();

        assertThat(settings.closed).hasValue(1);
        assertThat(driver.names()).isEmpty();
    }

    @Test
    void metadataIsToldToTheFirstDriverClientAndToEachLaterOneOnce() {
        Assumptions.assumeTrue(
                Arrays.stream(com.mongodb.client.MongoClient.class.getMethods())
                        .map(Method::getName)
                        .anyMatch("appendMetadata"::equals),
                "this driver has no appendMetadata");
        StubDriver second = new StubDriver();

        client.appendMetadata(
                MongoDriverInformation.builder().driverName("early").build());
        client.onNewGeneration(driver.client());
        client.appendMetadata(
                MongoDriverInformation.builder().driverName("late").build());
        client.onNewGeneration(second.client());
        client.appendMetadata(
                MongoDriverInformation.builder().driverName("both").build());

        assertThat(told(driver)).containsExactly("early", "late", "both");
        assertThat(told(second)).containsExactly("early", "late", "both");
    }

    private static List<String> told(StubDriver stub) {
        return stub.calls().stream()
                .filter(call -> call.method().getName().equals("appendMetadata"))
                .flatMap(call -> ((MongoDriverInformation) call.arguments().get(0)).getDriverNames().stream())
                .toList();
    }

    @Test
    void failuresGoThroughTheHookWithTheirOperationAndOrigin() {
        RuntimeException translated = new IllegalStateException("translated");
        String[] seen = new String[2];
        ManagedClient hooked = ManagedClient.create(
                entrance, new TestSettings(settings.client(), (failure, operation, origin, admission) -> {
                    seen[0] = operation;
                    seen[1] = origin.namespace();
                    return translated;
                }));
        entrance.generation(new Generation(driver.client()));
        driver.failWith(new IllegalArgumentException("driver"));

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> hooked.getDatabase("shop").getCollection("things").insertOne(new Document()))
                .isSameAs(translated);

        assertThat(seen).containsExactly("insertOne", "shop.things");
        assertThat(entrance.held()).isZero();
    }
}
