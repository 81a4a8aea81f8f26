package dev.meerkat.contract.docs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.Subscription;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.FailureEvent;
import dev.meerkat.event.Opened;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every example of the guide, run on the embedded server. A region between tags is a block of the guide, letter for letter. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class GuideSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(GuideSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final String uri = server.uri();
    private final Queue<ConnectionEvent> seen = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void record() {
        registry.connection().on(ConnectionEvent.class, seen::add);
    }

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void listening() {
        // tag::listening[]
        Connection db = registry.connection();
        Subscription losses = db.on(Disconnected.class, e -> log.warn("lost: {}", e.reason()));
        db.on(Reconnected.class, e -> log.info("back after {}", e.downtime()));
        db.on(FailureEvent.class, e -> log.error("{}", e.diagnosis())); // Mongoose's "error"
        db.open(ConnectionOptions.builder().uri(uri).build());
        losses.close(); // no more of these
        // end::listening[]
        assertThat(seen).extracting(ConnectionEvent::name).containsExactly("Connecting", "Connected", "Opened");
    }

    @Test
    void replay() {
        Connection db = registry.connect(uri);
        Queue<String> told = new ConcurrentLinkedQueue<>();
        // tag::replay[]
        db.onReplayingCurrent(Opened.class, e -> told.add("open since " + e.time()));
        List<ConnectionEvent> last = db.timeline(); // at most 256, oldest first
        // end::replay[]
        db.close();
        assertThat(told).hasSize(1);
        assertThat(last).extracting(ConnectionEvent::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void status() {
        Connection db = registry.connect(uri);
        // tag::status[]
        ConnectionStatus status = db.status();
        boolean mayWrite = status.writable();
        String where = status.primary().orElse(status.topology());
        // end::status[]
        assertThat(mayWrite).isTrue();
        assertThat(where).isNotEmpty();
    }

    @Test
    void background() {
        // tag::background[]
        Connection db = registry.connect(uri, o -> o.startup(Startup.BACKGROUND));
        db.awaitConnected(ofSeconds(10));
        // end::background[]
        assertThat(db.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void asynchronously() {
        ConnectionOptions options = ConnectionOptions.builder().uri(uri).build();
        // tag::async[]
        CompletableFuture<Connection> opening = registry.connectAsync(options);
        opening.thenAccept(db -> log.info("{} is {}", db.name(), db.state()));
        // end::async[]
        assertThat(opening.join().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void givingUp() {
        server.kill();
        Diagnosis told = null;
        // tag::giving-up[]
        try {
            registry.connect(
                    uri,
                    o -> o.retry(RetryPolicy.fixed(ofMillis(100)).maxAttempts(2))
                            .serverSelectionTimeout(ofMillis(200)));
        } catch (ConnectFailedException e) {
            told = e.diagnosis();
            log.error("{}: {} {}", told.code(), told.message(), told.fix());
        }
        // end::giving-up[]
        assertThat(told).isNotNull();
        assertThat(told.fatal()).isFalse();
        assertThat(registry.connection().state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void failingFast() {
        server.kill();
        String answer = "served";
        // tag::failing-fast[]
        Connection db = registry.createConnection(
                "prices", uri, ConnectionOptions.builder().bufferCommands(false).build());
        try {
            db.database().getCollection("prices").find().first();
        } catch (ConnectionUnavailableException e) {
            answer = "try again in a moment: " + e.problemCode();
        }
        // end::failing-fast[]
        assertThat(answer).startsWith("try again");
    }

    @Test
    void closing() {
        Connection db = registry.connect(uri);
        // tag::closing[]
        DrainReport report = db.close();
        if (report.forced()) {
            report.cut().forEach(work -> log.warn("cut: {}", work));
        }
        // end::closing[]
        assertThat(report.forced()).isFalse();
        assertThat(db.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void scoped() {
        // tag::scoped[]
        try (var scope = registry.connect(uri).scope()) {
            scope.connection().database().getCollection("jobs").insertOne(new Document("done", true));
        }
        // end::scoped[]
        assertThat(registry.connection().state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void reopened() {
        Connection db = registry.connect(uri);
        MongoClient client = db.client();
        // tag::reopened[]
        MongoCollection<Document> users = client.getDatabase("shop").getCollection("users");
        db.close();
        db.open();
        users.insertOne(new Document("name", "Ada")); // the same handle, a new driver client behind it
        // end::reopened[]
        assertThat(users.countDocuments()).isOne();
    }

    @Test
    void options() {
        // tag::options[]
        ConnectionOptions options = ConnectionOptions.builder()
                .uri(uri)
                .maxPoolSize(20)
                .closeGrace(ofSeconds(15))
                .retry(RetryPolicy.exponential(ofMillis(200), ofSeconds(10)))
                .build();
        options.explain().forEach(option -> log.info("{}", option)); // each value and where it came from
        // end::options[]
        assertThat(options.maxPoolSize()).isEqualTo(20);
    }

    @Test
    void severalConnections() {
        String reportsUri = uri + "reports";
        // tag::several[]
        Connection shop = registry.connect(uri);
        Connection reports = registry.createConnection("reports", reportsUri, ConnectionOptions.worker());
        MongoDatabase database = reports.database(); // the one the URI names
        // end::several[]
        assertThat(database.getName()).isEqualTo("reports");
        assertThat(registry.connections()).containsExactly(shop, reports);
    }
}
