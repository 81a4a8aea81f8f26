package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.bson.Document;
import org.junit.jupiter.api.Test;

final class EmbeddedServerTest extends LabServerCase {
    @Override
    LabServer start() {
        return EmbeddedServer.start();
    }

    @Test
    void reportsAVersionWellAboveTheDriversFloor() {
        Document hello =
                once(server().uri(), client -> client.getDatabase("admin").runCommand(new Document("isMaster", 1)));
        assertThat(hello.getInteger("maxWireVersion")).isEqualTo(21);
    }

    @Test
    void startsOnThePortItIsGivenAndSaysWhenThatIsTaken() {
        assertThatThrownBy(() -> EmbeddedServer.start(server().port()))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_SERVER_START")
                .hasMessageContaining(server().address());
    }

    @Test
    void leavesNoThreadBehind() {
        server().close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("mongo-server")));
    }
}
