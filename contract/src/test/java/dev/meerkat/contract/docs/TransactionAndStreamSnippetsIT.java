package dev.meerkat.contract.docs;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.error.ReplicaSetRequiredException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ServerBinary;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.ListenerFailurePolicy;
import dev.meerkat.watch.WatchOptions;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the chapter about transactions and change streams, on a server that has them. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class TransactionAndStreamSnippetsIT {
    private static final Logger log = LoggerFactory.getLogger(TransactionAndStreamSnippetsIT.class);

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private ExternalServer server;
    private Connection db;

    @BeforeEach
    void open() {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
        server = ExternalServer.builder().start();
        db = registry.connect(server.uri());
        db.database().createCollection("accounts");
        db.database().createCollection("transfers");
        accounts().insertMany(List.of(account("ada"), account("bob")));
    }

    record Order(@Nullable ObjectId id, String item) {}

    private static Document account(String name) {
        return new Document("_id", name).append("balance", 100);
    }

    private MongoCollection<Document> accounts() {
        return db.database().getCollection("accounts");
    }

    private int balance(String name) {
        return Objects.requireNonNull(accounts().find(eq("_id", name)).first()).getInteger("balance");
    }

    @AfterEach
    void end() {
        registry.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void transfer() {
        MongoCollection<Document> accounts = accounts();
        MongoCollection<Document> transfers = db.database().getCollection("transfers");
        String id = "t-1";
        // tag::transfer[]
        db.transaction(session -> {
            transfers.insertOne(new Document("_id", id)); // an id of its own: see below
            accounts.updateOne(eq("_id", "ada"), inc("balance", -30));
            accounts.updateOne(eq("_id", "bob"), inc("balance", 30));
        });
        // end::transfer[]
        assertThat(balance("ada")).isEqualTo(70);
        assertThat(balance("bob")).isEqualTo(130);
    }

    @Test
    void views() {
        // tag::views[]
        Connection acme = db.useDb("acme");
        acme.model("Order", Order.class).create(new Order(null, "tea"));
        db.transaction(session -> {
            acme.model("Order", Order.class).create(new Order(null, "cake"));
            db.useDb("billing").database().getCollection("invoices").insertOne(new Document("for", "acme"));
        });
        acme.close(); // closes nothing: it is a view
        // end::views[]
        assertThat(acme.model("Order", Order.class).count()).isEqualTo(2);
    }

    @Test
    void result() {
        MongoCollection<Document> accounts = accounts();
        // tag::transaction-result[]
        boolean paid = db.inTransaction(session -> {
            Document ada = accounts.find(eq("_id", "ada")).first();
            if (ada == null || ada.getInteger("balance") < 30) {
                return false;
            }
            accounts.updateOne(eq("_id", "ada"), inc("balance", -30));
            return true;
        });
        // end::transaction-result[]
        assertThat(paid).isTrue();
        assertThat(balance("ada")).isEqualTo(70);
    }

    @Test
    void standalone() {
        try (EmbeddedServer alone = EmbeddedServer.start()) {
            Connection db = registry.createConnection("alone", alone.uri());
            db.awaitConnected(ofSeconds(10));
            String said = "";
            // tag::transaction-standalone[]
            try {
                db.transaction(session -> {});
            } catch (ReplicaSetRequiredException e) {
                said = e.problemCode(); // MK-REPLICA-SET-REQUIRED
            }
            // end::transaction-standalone[]
            assertThat(said).isEqualTo("MK-REPLICA-SET-REQUIRED");
        }
    }

    @Test
    void watching() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        // tag::watch[]
        ChangeStream changes = db.watch(
                List.of(Aggregates.match(Filters.eq("ns.coll", "accounts"))),
                event -> seen.add(event.getOperationTypeString() + " " + event.getDocumentKey()));
        changes.awaitOpen(ofSeconds(10)); // from here on nothing is missed
        // end::watch[]
        accounts().updateOne(eq("_id", "ada"), inc("balance", 1));
        await().until(() -> !seen.isEmpty());
        assertThat(seen.peek()).startsWith("update").contains("ada");
        changes.close();
    }

    /** What a process does at its start. */
    private ChangeStream start(MongoCollection<BsonDocument> tokens, Queue<Object> handled) {
        MongoCollection<Document> accounts = accounts();
        // tag::watch-tokens[]
        WatchOptions.Builder options = WatchOptions.builder()
                .onListenerFailure(ListenerFailurePolicy.RETRY)
                .onToken(token -> tokens.replaceOne(
                        eq("_id", "accounts"), new BsonDocument("token", token), new ReplaceOptions().upsert(true)))
                .onEnd(end -> log.error("no more changes: {}", end.diagnosis()));
        BsonDocument stored = tokens.find(eq("_id", "accounts")).first();
        if (stored != null) {
            options.resumeAfter(stored.getDocument("token"));
        }
        ChangeStream changes =
                db.watch(accounts, List.of(), options.build(), event -> handled.add(event.getDocumentKey()));
        // end::watch-tokens[]
        return changes;
    }

    @Test
    void goingOn() {
        MongoCollection<BsonDocument> tokens = registry.createConnection("tokens", server.uri())
                .client()
                .getDatabase("offsets")
                .getCollection("tokens", BsonDocument.class);
        Queue<Object> handled = new ConcurrentLinkedQueue<>();
        start(tokens, handled).awaitOpen(ofSeconds(10));
        accounts().updateOne(eq("_id", "ada"), inc("balance", 1));
        await().until(() -> tokens.countDocuments() == 1);

        registry.remove("default");
        db = registry.connect(server.uri());
        accounts().updateOne(eq("_id", "bob"), inc("balance", 1));
        start(tokens, handled);

        await().until(() -> handled.size() >= 2);
        assertThat(handled)
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("ada"),
                        second -> assertThat(second).contains("bob"));
    }
}
