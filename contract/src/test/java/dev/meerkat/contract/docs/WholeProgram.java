package dev.meerkat.contract.docs;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static java.time.Duration.ofSeconds;

import com.mongodb.client.MongoClient;
import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.event.Disconnected;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person writes, from the first line to the last: {@link WholeProgramIT} runs it in a JVM of its own. Source: design §3. */
final class WholeProgram {
    private static final Logger log = LoggerFactory.getLogger(WholeProgram.class);

    private WholeProgram() {}

    public static void main(String[] arguments) {
        String newPassword = System.getenv("NEW_PASSWORD");
        // spotless:off
        Connection db = Meerkat.connect(System.getenv("MONGO_URI"), o -> o
                .autoIndex(false).maxPoolSize(10).minPoolSize(2)
                .serverSelectionTimeout(ofSeconds(5)).socketTimeout(ofSeconds(45)));

        db.on(Disconnected.class, e -> log.warn("lost {}: {}", e.connection(), e.diagnosis()));
        db.readyState();                       // CONNECTED
        db.status();                           // everything known, from memory

        record User(ObjectId id, String name, @Indexed(unique = true) String email) {}
        Model<User> users = Meerkat.model("User", User.class);        // on the default connection
        User ada = users.create(new User(null, "Ada", "ada@example.org"));
        List<User> found = users.find(eq("name", "Ada")).sort(ascending("email")).limit(10).list();

        Connection logs = Meerkat.createConnection("logs", System.getenv("MONGO_LOG_URI"), ConnectionOptions.production());
        Model<Document> log = logs.model("Log", Schema.builder().field("at", Instant.class, f -> f.required()).build());

        Connection tenant = db.useDb("tenant42");
        db.transaction(session -> {
            users.create(new User(null, "Bob", "bob@example.org"));
            tenant.database().getCollection("visits").insertOne(new Document("user", ada.id()));
        });
        MongoClient client = db.client();      // managed: hand it to Spring Data, Morphia, GridFS
        db.reconfigure(o -> o.credential(newPassword));
        Meerkat.closeOnSignals();              // SIGINT, SIGTERM: drain, then exit
        log.create(new Document("at", Instant.now()));
        client.getDatabase("shop").getCollection("orders").insertOne(new Document("user", ada.id()));
        DrainReport report = db.close();
        // spotless:on
        WholeProgram.log.info(
                "ready state {}, found {}, forced {}", db.readyState(), found.equals(List.of(ada)), report.forced());
        Meerkat.registry().close();
    }
}
