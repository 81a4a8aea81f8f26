package dev.meerkat.examples.models;

import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;

/** Models on connections with names: each has a pool and options of its own, and its models know no other's. */
final class NamedConnections {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private NamedConnections() {}

    static void run(String uri, boolean production) {
        Text.title("Models on named connections, " + (production ? "in production" : "in development"));
        Connection users = Meerkat.createConnection("users", uri, options(production, "_users"));
        Connection audit = Meerkat.createConnection("audit", uri, options(production, "_audit"));

        Model<User> members = users.model("User", User.class); // not the default connection's User
        Schema entry = Schema.builder()
                .field("at", Instant.class, f -> f.required().index())
                .field("text", String.class, f -> f.required())
                .build();
        Model<Document> entries = audit.model("Entry", entry);

        users.awaitConnected(PATIENCE);
        audit.awaitConnected(PATIENCE);
        User grace = members.create(new User(null, "Grace", "grace@example.org"));
        entries.create(new Document("at", Instant.now()).append("text", grace.name() + " joined"));
        tell(users, members.count());
        tell(audit, entries.count());
    }

    /** Indexes are for a deployment's own step, not for each instance that starts: in production {@code autoIndex} is off. */
    private static ConnectionOptions options(boolean production, String database) {
        ConnectionOptions.Builder options =
                production ? ConnectionOptions.production().toBuilder() : ConnectionOptions.builder();
        return options.database(ModelsExample.DATABASE + database).build();
    }

    private static void tell(Connection connection, long documents) {
        Text.say(connection.name() + ": " + connection.models() + ", " + documents + " stored, autoIndex "
                + connection.options().autoIndex());
    }
}
