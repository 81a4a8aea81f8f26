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

/** The README's example, as a program of its own: {@link DesignProgramTest} runs it with the two environment variables set. */
final class DesignProgram {
    private static final Logger log = LoggerFactory.getLogger(DesignProgram.class);

    private DesignProgram() {}

    public static void main(String[] arguments) {
        // spotless:off
        // tag::twenty-lines[]
        Connection db = Meerkat.connect(System.getenv("MONGO_URI"), o -> o
                .autoIndex(false).maxPoolSize(10).minPoolSize(2)
                .serverSelectionTimeout(ofSeconds(5)).socketTimeout(ofSeconds(45)));

        db.on(Disconnected.class, e -> log.warn("lost {}: {}", e.connection(), e.diagnosis()));
        db.readyState();                       // CONNECTED
        db.status();                           // everything known, from memory

        Connection logs = Meerkat.createConnection("logs", System.getenv("MONGO_LOG_URI"), ConnectionOptions.production());

        record User(ObjectId id, String name, @Indexed(unique = true) String email) {}
        Model<User> users = Meerkat.model("User", User.class);        // on the default connection
        User ada = users.create(new User(null, "Ada", "ada@example.org"));
        List<User> found = users.find(eq("name", "Ada")).sort(ascending("email")).limit(10).list();

        Model<Document> log = logs.model("Log", Schema.builder().field("at", Instant.class, f -> f.required()).build());
        log.create(new Document("at", Instant.now()));

        MongoClient client = db.client();      // managed: hand it to Spring Data, Morphia, GridFS
        client.getDatabase("shop").getCollection("orders").insertOne(new Document("user", ada.id()));

        Meerkat.closeOnSignals();              // SIGINT, SIGTERM: drain, then exit
        DrainReport report = db.close();
        // end::twenty-lines[]
        // spotless:on
        DesignProgram.log.info("ready state {}, found {}, {}", db.readyState(), found.equals(List.of(ada)), report);
        Meerkat.registry().close();
    }
}
