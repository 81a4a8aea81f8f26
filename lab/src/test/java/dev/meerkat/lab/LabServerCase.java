package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.awaitPing;
import static dev.meerkat.lab.Clients.once;
import static dev.meerkat.lab.Clients.ping;
import static dev.meerkat.lab.Clients.store;
import static dev.meerkat.lab.Clients.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.net.ConnectException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of server keeps, whatever it is made of. */
abstract class LabServerCase {
    private LabServer server = new NotStarted();

    abstract LabServer start();

    @BeforeEach
    void startServer() {
        server = start();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    LabServer server() {
        return server;
    }

    @Test
    void answersTheDriverAsSoonAsItIsStarted() {
        assertThat(server.running()).isTrue();
        assertThat(server.uri()).contains(server.address());
        assertThat(once(server.uri(), Clients::ping)).containsEntry("ok", 1.0);
    }

    @Test
    void keepsItsDataOverAStopAndARestartOnTheSamePort() {
        int port = server.port();
        store(server.uri());

        server.stop();
        assertThat(server.running()).isFalse();
        assertNobodyListens();

        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(stored(server.uri())).isEqualTo(1);
    }

    @Test
    void keepsItsDataOverAKillAndARestart() {
        store(server.uri());

        server.kill();
        assertThat(server.running()).isFalse();
        assertNobodyListens();

        server.restart();
        assertThat(stored(server.uri())).isEqualTo(1);
    }

    @Test
    void dropsLiveConnectionsWhenKilledSoThatTheDriverFailsAndComesBack() {
        try (MongoClient client = Clients.impatient(server.uri())) {
            ping(client);
            server.kill();
            assertThatThrownBy(() -> ping(client)).isInstanceOf(MongoException.class);
            server.restart();
            awaitPing(client);
        }
    }

    @Test
    void restartsWhileItRuns() {
        store(server.uri());
        server.restart();
        assertThat(server.running()).isTrue();
        assertThat(stored(server.uri())).isEqualTo(1);
    }

    @Test
    void endsTwiceAndClosesTwiceWithoutComplaint() {
        server.kill();
        server.kill();
        server.stop();
        server.close();
        server.close();
        assertThat(server.running()).isFalse();
    }

    @Test
    void refusesToRestartOnceClosed() {
        server.close();
        assertThatThrownBy(server::restart)
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_SERVER_CLOSED")
                .hasMessageContaining("Fix:");
    }

    @Test
    void listensBelowThePortsClientsAreGiven() {
        assertThat(server.port()).isBetween(1_024, 32_767);
    }

    private void assertNobodyListens() {
        assertThatThrownBy(() -> new Socket(server.host(), server.port()).close())
                .isInstanceOf(ConnectException.class);
    }
}
