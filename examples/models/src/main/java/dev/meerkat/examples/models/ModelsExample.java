package dev.meerkat.examples.models;

import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.lab.EmbeddedServer;

/**
 * Runs both parts on the deployment that {@code MONGO_URI} names, or on a server inside this process. {@code APP_ENV=production} switches
 * {@code autoIndex} off. What it writes is in databases of its own, which it drops at the end.
 */
public final class ModelsExample {
    static final String DATABASE = "meerkat_example";

    private ModelsExample() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        String uri = System.getenv("MONGO_URI");
        if (uri != null) {
            run(uri);
            return;
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            run(server.uri());
        }
    }

    private static void run(String uri) {
        try {
            DefaultConnection.run(uri);
            NamedConnections.run(uri, "production".equals(System.getenv("APP_ENV")));
            Meerkat.connections().forEach(ModelsExample::drop);
        } finally {
            Meerkat.disconnect();
        }
    }

    private static void drop(Connection connection) {
        connection.database().drop();
    }
}
