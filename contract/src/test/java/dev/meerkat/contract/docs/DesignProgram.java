package dev.meerkat.contract.docs;

import static java.time.Duration.ofSeconds;

import com.mongodb.client.MongoClient;
import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.event.Disconnected;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.DrainReport;
import org.bson.Document;
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

        MongoClient client = db.client();      // managed: hand it to Spring Data, Morphia, GridFS
        client.getDatabase("shop").getCollection("users").insertOne(new Document("name", "Ada"));
        logs.database().getCollection("log").insertOne(new Document("text", "one user more"));

        Meerkat.closeOnSignals();              // SIGINT, SIGTERM: drain, then exit
        DrainReport report = db.close();
        // end::twenty-lines[]
        // spotless:on
        log.info("ready state {}, {}", db.readyState(), report);
        Meerkat.registry().close();
    }
}
