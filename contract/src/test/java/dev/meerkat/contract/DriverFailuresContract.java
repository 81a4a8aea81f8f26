package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.event.CheckoutTimedOut;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** G8: what the driver throws arrives as the driver threw it; each failure is had from a raw client too, and compared. */
abstract class DriverFailuresContract extends ContractCase {
    private static final String APPLICATION = "driver-failures";

    @Override
    protected ConnectionOptions.Builder options() {
        return super.options().appName(APPLICATION).customize(DriverFailuresContract::withoutRetries);
    }

    private static void withoutRetries(MongoClientSettings.Builder settings) {
        settings.retryReads(false).retryWrites(false);
    }

    private MongoClient raw() {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new com.mongodb.ConnectionString(server().uri()))
                .applicationName(APPLICATION);
        withoutRetries(settings);
        return keep(MongoClients.create(settings.build()));
    }

    private static MongoCollection<Document> stamps(MongoClient client) {
        return client.getDatabase("failures").getCollection("stamps");
    }

    /** Fails the same way on the raw client and on the managed one, and compares. Returns the managed one's failure. */
    private <E extends MongoException> E sameAsRaw(Class<E> type, Consumer<MongoClient> deed) {
        E expected = catchThrowableOfType(type, () -> deed.accept(raw()));
        Connection connection = opened();

        E told = catchThrowableOfType(type, () -> deed.accept(connection.client()));

        assertThat(told).hasSameClassAs(expected).isNotInstanceOf(MeerkatException.class);
        assertThat(told.getCode()).isEqualTo(expected.getCode());
        assertThat(told.getErrorLabels()).isEqualTo(expected.getErrorLabels());
        if (expected.getCause() == null) {
            assertThat(told.getCause()).isNull();
        } else {
            assertThat(told.getCause()).hasSameClassAs(expected.getCause());
        }
        assertThat(connection.status().inFlight()).isZero();
        return told;
    }

    @Test
    void G8_a_duplicate_key_arrives_unchanged_and_is_explained() {
        MongoWriteException told = sameAsRaw(MongoWriteException.class, client -> {
            stamps(client).drop();
            stamps(client).insertOne(new Document("_id", "once"));
            stamps(client).insertOne(new Document("_id", "once"));
        });

        assertThat(told.getCode()).isEqualTo(11000);
        assertThat(Diagnosis.of(told).problem()).isEqualTo(Problem.DUPLICATE_KEY);
    }

    @Test
    void G8_a_refused_command_arrives_unchanged() {
        MongoCommandException told = sameAsRaw(
                MongoCommandException.class,
                client -> client.getDatabase("failures").runCommand(new Document("noSuchCommand", 1)));

        assertThat(told.getCode()).isEqualTo(59);
    }

    @Test
    void G8_error_labels_arrive_unchanged() {
        needs(Capability.FAIL_POINTS);
        List<String> labels = List.of("TransientTransactionError", "OwnLabel");
        try (SlowCommands failing = SlowCommands.failing(server(), APPLICATION, "distinct", 112, labels)) {
            MongoCommandException told = sameAsRaw(
                    MongoCommandException.class,
                    client -> stamps(client).distinct("_id", String.class).first());

            assertThat(told.getCode()).isEqualTo(112);
            assertThat(told.getErrorLabels()).containsAll(labels);
            assertThat(failing).isNotNull();
        }
    }

    @Test
    void G8_a_lost_socket_arrives_unchanged_with_its_cause() {
        needs(Capability.FAIL_POINTS);
        try (SlowCommands cutting = SlowCommands.cutting(server(), APPLICATION, "distinct")) {
            MongoSocketReadException told = sameAsRaw(
                    MongoSocketReadException.class,
                    client -> stamps(client).distinct("_id", String.class).first());

            assertThat(told.getServerAddress().getPort()).isEqualTo(server().port());
            assertThat(cutting).isNotNull();
        }
    }

    @Test
    void G8_a_wait_queue_timeout_stays_one_and_says_who_holds_the_pool() {
        needs(Capability.FAIL_POINTS);
        ConnectionOptions narrow = options()
                .maxPoolSize(1)
                .waitQueueTimeout(Duration.ofMillis(200))
                .build();
        EventRecorder recorder = recorded();
        MongoClient client = recorder.connection().open(narrow).client();
        try (SlowCommands slow = SlowCommands.slow(server(), APPLICATION, "distinct", Duration.ofSeconds(2))) {
            Work<String> holder = Work.begin(
                    "pool-holder",
                    () -> stamps(client).distinct("_id", String.class).first());
            Work.awaitInFlight(recorder.connection(), 1);
            Work.awaitPoolInUse(recorder.connection(), 1);

            MongoTimeoutException told = catchThrowableOfType(
                    MongoTimeoutException.class, () -> stamps(client).countDocuments());

            MongoTimeoutException drivers = (MongoTimeoutException) told.getCause();
            assertThat(told).hasSameClassAs(drivers).isNotInstanceOf(MeerkatException.class);
            assertThat(told.getCode()).isEqualTo(drivers.getCode());
            assertThat(told)
                    .hasMessageContaining(drivers.getMessage())
                    .hasMessageContaining("distinct")
                    .hasMessageContaining("failures.stamps")
                    .hasMessageContaining("pool-holder");
            assertThat(Diagnosis.of(told).problem()).isEqualTo(Problem.POOL_EXHAUSTED);
            assertThat(recorder.awaits(CheckoutTimedOut.class).holders())
                    .anySatisfy(held -> assertThat(held.thread()).isEqualTo("pool-holder"));
            assertThat(holder.ended()).as("the pool was held all the time").isFalse();
            assertThat(slow).isNotNull();
        }
    }
}
