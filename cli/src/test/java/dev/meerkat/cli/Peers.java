package dev.meerkat.cli;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.lab.LabServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.function.Function;
import org.bson.Document;

/** What commands are pointed at. */
final class Peers {
    private Peers() {}

    /** A connection string to a loopback port where nothing listens. */
    static String refused() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "mongodb://127.0.0.1:" + free.getLocalPort() + "/";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Asks the server something with a client of the test's own. */
    static <T> T ask(LabServer server, Function<MongoClient, T> question) {
        try (MongoClient client = MongoClients.create(server.uri())) {
            return question.apply(client);
        }
    }

    /** The collection of the one run that writes to the database {@code test}; null while there is none. */
    static MongoCollection<Document> written(MongoClient client) {
        String name = client.getDatabase("test").listCollectionNames().into(new ArrayList<>()).stream()
                .filter(each -> each.startsWith("meerkat_load_"))
                .findFirst()
                .orElse(null);
        return name == null ? null : client.getDatabase("test").getCollection(name);
    }
}
