package dev.meerkat.contract.docs;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.Leak;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the guide's chapter on leaks, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class LeakSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(LeakSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final String uri = server.uri();

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void leaks() {
        // tag::leak-threshold[]
        ConnectionOptions options = ConnectionOptions.builder()
                .uri(uri)
                .leakThreshold(ofMinutes(2)) // or MEERKAT_CONNECTIONS_DEFAULT_LEAK_THRESHOLD=2m
                .build();
        Connection db = registry.connect(options);
        db.on(LeakSuspected.class, event -> log.warn("{} {}", event.connection(), event.leak()));
        // end::leak-threshold[]
        assertThat(db.options().leakThreshold()).contains(ofMinutes(2));
        db.database().getCollection("orders").insertMany(List.of(new Document(), new Document(), new Document()));
        try (MongoCursor<Document> open =
                db.database().getCollection("orders").find().batchSize(2).cursor()) {
            assertThat(open.hasNext()).isTrue();
            // tag::leaks[]
            for (Leak leak : db.leaks()) { // from memory, the oldest first
                log.warn("{} × {}", leak.count(), leak.operation());
                leak.place().ifPresent(frame -> log.warn("from {}", frame));
            }
            // end::leaks[]
            assertThat(db.leaks()).as("held for less than two minutes").isEmpty();
        }
    }
}
