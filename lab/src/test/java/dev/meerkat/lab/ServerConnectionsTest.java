package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.ping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithServerProgram
final class ServerConnectionsTest {
    private static LabServer server = new NotStarted();

    @BeforeAll
    static void start() {
        server = ExternalServer.builder().start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void countsWhatClientsHaveOpenAndSeesThemGo() {
        ServerConnections connections = ServerConnections.of(server);
        await().until(() -> connections.current() == 0);
        try (MongoClient client = Clients.to(server.uri())) {
            ping(client);
            assertThat(connections.current()).isPositive();
        }
        await().until(() -> connections.current() == 0);
        assertThat(connections.created()).isPositive();
    }

    @Test
    void countsRunningOperationsByApplicationName() {
        try (MongoClient client = Clients.to(server.uri() + "?appName=shop/main")) {
            MongoDatabase admin = client.getDatabase("admin");
            ServerConnections own = ServerConnections.through(command -> admin.runCommand(command, BsonDocument.class));
            assertThat(own.operations("shop/main")).as("the question itself").isEqualTo(1);
            assertThat(own.operations("other")).isZero();
            assertThat(ServerConnections.of(server).operations("shop/main")).isZero();
        }
    }

    @Test
    void asksThroughTheCallersClientWhereALoginIsNeeded() {
        try (ExternalServer closed =
                        ExternalServer.builder().user("keeper", "k", "root").start();
                MongoClient client = Clients.to(closed.uri("keeper", "k"))) {
            MongoDatabase admin = client.getDatabase("admin");
            assertThat(ServerConnections.through(command -> admin.runCommand(command, BsonDocument.class))
                            .current())
                    .isPositive();
            assertThatThrownBy(() -> ServerConnections.of(closed).current())
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("LAB_COUNT");
        }
    }

    @Test
    void saysSoWhenTheServerIsGone() {
        assertThatThrownBy(() -> ServerConnections.of("127.0.0.1", 1).current())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
