package dev.meerkat.contract.docs;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.Tenants;
import dev.meerkat.Worker;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.SocketBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the chapters on many connections, tenants and workers, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ManySnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(ManySnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final String uri = server.uri();
    private final Properties file = new Properties();
    private final ConnectionRegistry registry =
            new ConnectionRegistry(OptionSources.of(Map.of("MONGO_URI", uri), new Properties(), file));

    record Order(@Nullable ObjectId id, String item) {}

    /** What the chapter calls a queue. */
    private static final class Queue {
        private final List<String> told = new ArrayList<>();
        private Consumer<Document> consumer = mail -> {};

        void onMail(Consumer<Document> next) {
            consumer = next;
        }

        void stopSending() {
            told.add("stop");
        }

        void hangUp() {
            told.add("hang up");
        }

        void acknowledge(Document mail) {
            told.add("acknowledged " + mail.get("to"));
        }
    }

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    @Test
    void several() {
        file.setProperty("meerkat.connections.logs.signals", "false"); // of this JVM
        String logUri = uri;
        // tag::many-several[]
        Connection db = registry.connect(uri); // the default connection
        Connection logs = registry.createConnection("logs", logUri, ConnectionOptions.production());
        Connection reports = registry.createConnection(
                "reports", ConnectionOptions.builder().uri(uri).maxPoolSize(3).build());
        // end::many-several[]
        logs.awaitConnected(ofSeconds(10));
        reports.awaitConnected(ofSeconds(10));
        assertThat(registry.connections()).containsExactly(db, logs, reports);
    }

    @Test
    void configured() {
        file.setProperty("meerkat.connections.logs.uri", uri);
        file.setProperty("meerkat.connections.logs.required", "false");
        // tag::many-configured[]
        List<Connection> all = registry.connectConfigured();
        // end::many-configured[]
        assertThat(all).extracting(Connection::name).containsExactlyInAnyOrder("default", "logs");
    }

    @Test
    void budget() {
        registry.connect(uri);
        // tag::many-budget[]
        SocketBudget budget = registry.budget(8); // eight instances of this process
        if (budget.exceeds()) {
            log.warn("{}", budget);
        }
        // end::many-budget[]
        assertThat(budget.servers())
                .singleElement()
                .satisfies(each -> assertThat(each.total()).hasValue(816));
    }

    @Test
    void tenants() {
        Connection db = registry.connect(uri);
        // tag::many-tenants[]
        Tenants tenants = registry.tenants(db, tenant -> "shop_" + tenant, 10_000);
        long orders =
                tenants.call("acme", shop -> shop.model("Order", Order.class).count());
        // end::many-tenants[]
        assertThat(orders).isZero();
    }

    @Test
    void pools() {
        Connection db = registry.connect(uri);
        // tag::many-pools[]
        Tenants tenants = registry.tenants(
                db, tenant -> "shop_" + tenant, TenantPools.atMost(20).idle(ofMinutes(5)));
        tenants.call("acme", shop -> shop.model("Order", Order.class).create(new Order(null, "tea")));
        // end::many-pools[]
        assertThat(db.client().getDatabase("shop_acme").getCollection("orders").countDocuments())
                .isOne();
    }

    @Test
    void worker() {
        Queue queue = new Queue();
        // tag::many-worker[]
        Worker mailer = registry.worker("mailer");
        mailer.onStop(queue::stopSending);
        mailer.onFinished(queue::hangUp);
        queue.onMail(mail -> mailer.run(() -> {
            mailer.connection().database().getCollection("sent").insertOne(mail);
            queue.acknowledge(mail);
        }));
        // end::many-worker[]
        queue.consumer.accept(new Document("to", "ada"));
        mailer.stop();
        queue.consumer.accept(new Document("to", "bob"));
        assertThat(queue.told).containsExactly("acknowledged ada", "stop", "hang up");
        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CLOSED);
    }
}
