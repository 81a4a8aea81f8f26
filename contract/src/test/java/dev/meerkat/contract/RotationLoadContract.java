package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.RotationReport;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * R1 under full load: eight threads write, read through cursors and run transactions, two more read from a deployment that moves, while
 * logins, pool sizes and servers change. A short run by default; with {@code -Dmeerkat.slow=true} the one that takes 30 s.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RotationLoadContract extends ContractCase {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final boolean SLOW = Boolean.getBoolean("meerkat.slow");
    private static final Duration LENGTH = Duration.ofSeconds(SLOW ? 30 : 6);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LOGINS = SLOW ? 20 : 6;
    private static final int POOLS = SLOW ? 5 : 2;
    private static final int MOVES = 2;
    private static final String ROOT = "root-word-9";
    private static final int WRITERS = 8;
    private static final int SHARED = 200;

    /** Sockets that a driver client has beside its pool: its monitor's, which polls. */
    private static final int MONITORS = 1;

    private static final int READERS = 2;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Tally writes = new Tally();
    private final AtomicLong attempted = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong moving = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Long> took = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    @Override
    protected ContractServer startServer() {
        return guarded();
    }

    /** A server that wants a login and knows two users with the rights of the load. */
    private ContractServer guarded() {
        if (!kind().capabilities().contains(Capability.AUTH)) {
            return kind().start();
        }
        ContractServer server = kind().startWithLogin("root", ROOT);
        for (int user = 0; user < 2; user++) {
            server.command(new Document("createUser", user(user))
                    .append("pwd", password(user))
                    .append("roles", List.of(new Document("role", "readWriteAnyDatabase").append("db", "admin"))));
        }
        return server;
    }

    private static String user(int number) {
        return number % 2 == 0 ? "even" : "odd";
    }

    private static String password(int number) {
        return "word-of-" + user(number);
    }

    private ConnectionOptions.Builder loaded(ContractServer server) {
        return ConnectionOptions.builder()
                .uri(uri(server))
                .database("load")
                .closeGrace(GRACE)
                .maxPoolSize(10)
                .waitQueueTimeout(Duration.ofSeconds(20));
    }

    /** Polling: secantusd-rs gives some of its streamed checks a number that the driver refuses, and pauses its pool for. */
    private static String uri(ContractServer server) {
        return "mongodb://" + user(0) + ":" + password(0) + "@" + server.host() + ":" + server.port() + "/load"
                + "?authSource=admin&serverMonitoringMode=poll";
    }

    @Test
    void R1_under_full_load_no_operation_fails_and_none_is_lost() {
        needs(Capability.AUTH, Capability.TRANSACTIONS, Capability.SOCKET_COUNT);
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(loaded(server()).build());
        MongoDatabase admin = asking();
        int own = counted(admin);
        EventRecorder reader = recorded("reader");
        ContractServer twin = keep(guarded());
        share(server());
        share(twin);
        Connection reading = reader.connection().open(loaded(server()).build());

        List<Work<Boolean>> works = new ArrayList<>(IntStream.range(0, WRITERS)
                .mapToObj(i -> Work.begin("writer-" + i, () -> load(connection, i)))
                .toList());
        IntStream.range(0, READERS).forEach(i -> works.add(Work.begin("reader-" + i, () -> read(reading))));
        rotate(connection, reading, twin, () -> assertOldSocketsGone(admin, own));
        over.set(true);
        works.forEach(Work::value);

        assertThat(failures).as(() -> recorder.events() + " " + reader.events()).isEmpty();
        assertThat(acknowledged).hasValue(attempted.get());
        connection.database().getCollection("rows").find().forEach(row -> writes.finds(row.get("_id")));
        assertThat(writes.lost()).as(writes.toString()).isEmpty();
        assertThat(writes.strange()).as(writes.toString()).isEmpty();
        assertThat(recorder.events(Reconfigured.class)).hasSize(LOGINS + POOLS);
        assertThat(reader.events(Reconfigured.class)).hasSize(MOVES);
        recorder.assertSequence("Connecting", "Connected", "Opened");
        reader.assertSequence("Connecting", "Connected", "Opened");
        LOG.info(
                "rotation under load: {} in {}: attempted {}, acknowledged {}, failed {}; writes {}, lost {}; "
                        + "reads on the moving connection {}; a rotation took {} to {} ms, median {} ms; "
                        + "old sockets gone by the server's count at most {} ms after it",
                LOGINS + " logins, " + POOLS + " pool sizes, " + MOVES + " moves",
                LENGTH,
                attempted,
                acknowledged,
                failures.size(),
                writes,
                writes.lost().size(),
                moving,
                Collections.min(took),
                Collections.max(took),
                took.stream().sorted().toList().get(took.size() / 2),
                Collections.max(gone));
    }

    private void share(ContractServer server) {
        Connection stocking = registry().connection("stock").open(loaded(server).build());
        MongoCollection<Document> shared = stocking.database().getCollection("shared");
        shared.insertMany(IntStream.range(0, SHARED)
                .mapToObj(i -> new Document("_id", i).append("twice", 2 * i))
                .toList());
        stocking.close();
    }

    /** Changes one thing after the other, evenly over the length of the run. */
    private void rotate(Connection connection, Connection reading, ContractServer twin, Runnable socketsGone) {
        int steps = LOGINS + POOLS + MOVES;
        long begun = System.nanoTime();
        int logins = 0;
        int pools = 0;
        int moves = 0;
        for (int step = 1; step <= steps; step++) {
            awaitUntil(begun + LENGTH.toNanos() * step / (steps + 1));
            if (moves * steps < MOVES * (step - 1)) {
                ContractServer to = moves++ % 2 == 0 ? twin : server();
                timed(reading, o -> o.uri(uri(to)));
            } else if (pools * steps < POOLS * (step - 1)) {
                int size = 9 + pools++;
                timed(connection, o -> o.maxPoolSize(size));
                socketsGone.run();
            } else {
                int login = ++logins;
                timed(connection, o -> o.credential(user(login), password(login)));
                socketsGone.run();
            }
        }
        awaitUntil(begun + LENGTH.toNanos());
    }

    private void timed(Connection connection, Consumer<ConnectionOptions.Builder> change) {
        long begun = System.nanoTime();
        RotationReport report = connection.reconfigure(change);
        took.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        assertThat(report.drain().forced()).as(report.toString()).isFalse();
    }

    private static void awaitUntil(long nanos) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(LENGTH.plusSeconds(60))
                .until(() -> System.nanoTime() - nanos >= 0);
    }

    /** By the server's own count: what the present clients can have and no more, although the writers' old one had as many. */
    private void assertOldSocketsGone(MongoDatabase admin, int own) {
        long begun = System.nanoTime();
        int most = own + WRITERS + MONITORS + READERS + MONITORS;
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(GRACE)
                .untilAsserted(() -> assertThat(counted(admin)).isLessThanOrEqualTo(most));
        gone.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private static int counted(MongoDatabase admin) {
        return admin.runCommand(new Document("serverStatus", 1))
                .get("connections", Document.class)
                .getInteger("current");
    }

    /** A client that asks the server throughout, always over the same sockets. */
    private MongoDatabase asking() {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server().uri("serverMonitoringMode=poll")))
                .credential(MongoCredential.createCredential("root", "admin", ROOT.toCharArray()))
                .build();
        return keep(MongoClients.create(settings)).getDatabase("admin");
    }

    private void load(Connection connection, int thread) {
        MongoCollection<Document> rows = connection.database().getCollection("rows");
        for (int round = 0; !over.get(); round++) {
            String id = thread + "-" + round;
            switch (round % 10) {
                case 3 -> attempt(() -> walk(connection));
                case 7 -> attempt(() -> transact(connection, id));
                default -> attempt(() -> insert(rows, id));
            }
        }
    }

    private void insert(MongoCollection<Document> rows, String id) {
        writes.tries(id);
        rows.insertOne(new Document("_id", id));
        writes.acknowledges(id);
    }

    private void transact(Connection connection, String id) {
        writes.tries(id + "a");
        writes.tries(id + "b");
        MongoCollection<Document> rows = connection.database().getCollection("rows");
        connection.transaction(session -> {
            rows.insertOne(new Document("_id", id + "a"));
            rows.insertOne(new Document("_id", id + "b"));
        });
        writes.acknowledges(id + "a");
        writes.acknowledges(id + "b");
    }

    /** Reads all shared documents through a cursor that asks the server many times. */
    private static void walk(Connection connection) {
        int seen = 0;
        try (MongoCursor<Document> cursor = connection
                .database()
                .getCollection("shared")
                .find()
                .batchSize(20)
                .cursor()) {
            while (cursor.hasNext()) {
                Document row = cursor.next();
                assertThat(row.getInteger("twice")).isEqualTo(2 * row.getInteger("_id"));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(SHARED);
    }

    private void read(Connection reading) {
        MongoCollection<Document> shared = reading.database().getCollection("shared");
        for (int round = 0; !over.get(); round++) {
            int id = round % SHARED;
            attempt(() -> {
                Document row = shared.find(Filters.eq("_id", id)).first();
                assertThat(row).isNotNull().containsEntry("twice", 2 * id);
                moving.incrementAndGet();
            });
            if (round % 50 == 0) {
                attempt(() -> walk(reading));
            }
        }
    }

    private void attempt(Runnable operation) {
        attempted.incrementAndGet();
        try {
            operation.run();
            acknowledged.incrementAndGet();
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }
}
