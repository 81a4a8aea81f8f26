package dev.meerkat.lab;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A scripted set for each test, before one server for each class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SetCase {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private LabServer server = new NotStarted();
    private ScriptedReplicaSet set;

    abstract LabServer start();

    ScriptedReplicaSetBuilder described() {
        return ScriptedReplicaSet.builder().electionDelay(Duration.ofMillis(100));
    }

    @BeforeAll
    void startServer() {
        server = start();
    }

    @BeforeEach
    void startSet() {
        set = described().inFrontOf(server);
    }

    @AfterEach
    void closeSet() {
        set.close();
        if (!server.running()) {
            server.restart();
        }
        Clients.once(server.uri(), client -> {
            client.getDatabase("lab").drop();
            return client;
        });
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    LabServer server() {
        return server;
    }

    ScriptedReplicaSet set() {
        return set;
    }

    /** The driver as it comes, checks every 10 s included: what it hears sooner was told to it. */
    MongoClient client() {
        return client(settings -> {});
    }

    MongoClient client(Consumer<MongoClientSettings.Builder> more) {
        return Clients.with(set.uri(), settings -> {
            settings.applyToServerSettings(each -> each.heartbeatFrequency(10, TimeUnit.SECONDS));
            settings.applyToClusterSettings(each -> each.serverSelectionTimeout(10, TimeUnit.SECONDS));
            settings.applyToSocketSettings(each -> each.readTimeout(10, TimeUnit.SECONDS));
            more.accept(settings);
        });
    }

    static List<Object> found(MongoClient client) {
        return Clients.things(client).find().map(each -> each.get("_id")).into(new java.util.ArrayList<>());
    }

    static void insert(MongoClient client, Object id) {
        Clients.things(client).insertOne(new Document("_id", id));
    }

    /** The addresses that the driver holds for servers of this type now. */
    static List<String> seen(ClusterDescription cluster, ServerType type) {
        return servers(cluster)
                .filter(each -> each.getType() == type)
                .map(each -> each.getAddress().toString())
                .toList();
    }

    static Stream<ServerDescription> servers(ClusterDescription cluster) {
        return cluster.getServerDescriptions().stream();
    }

    static String primary(MongoClient client) {
        return String.join(",", seen(client.getClusterDescription(), ServerType.REPLICA_SET_PRIMARY));
    }
}
