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
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithServerProgram
final class ExternalServerTest extends LabServerCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().syncOnCommit().start();
    }

    private ExternalServer external() {
        return (ExternalServer) server();
    }

    @Test
    void isASetOfOneUnlessToldOtherwise() {
        assertThat(setNameOf(server())).isEqualTo(ExternalServer.SET_NAME);
        try (LabServer alone = ExternalServer.builder().standalone().start()) {
            assertThat(setNameOf(alone)).isNull();
        }
    }

    private static String setNameOf(LabServer server) {
        return once(
                server.uri(),
                client -> client.getDatabase("admin")
                        .runCommand(new Document("hello", 1))
                        .getString("setName"));
    }

    @Test
    void answersNobodyWhileFrozenAndGoesOnWhenThawed() {
        try (MongoClient client = Clients.impatient(server().uri())) {
            ping(client);
            external().freeze();
            assertThat(server().running()).isTrue();
            assertThatThrownBy(() -> ping(client)).isInstanceOf(MongoException.class);
            external().thaw();
            awaitPing(client);
        }
    }

    @Test
    void canBeKilledAndCanBeStoppedWhileFrozen() {
        external().freeze();
        server().kill();
        assertThat(server().running()).isFalse();

        server().restart();
        external().freeze();
        server().stop();
        assertThat(server().running()).isFalse();
    }

    @Test
    void freezesOnlyWhatRuns() {
        server().kill();
        assertThatThrownBy(external()::freeze)
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_NOT_RUNNING");
    }

    @Test
    void tellsItsProcess() {
        long first = external().pid();
        assertThat(ProcessHandle.of(first)).isPresent();
        server().kill();
        assertThat(ProcessHandle.of(first)).isEmpty();
        assertThat(external().pid()).isEqualTo(-1);
        server().restart();
        assertThat(external().pid()).isPositive().isNotEqualTo(first);
        assertThat(external().output()).contains(Integer.toString(server().port()));
    }

    @Test
    void noticesAProcessThatSomebodyElseEnded() {
        ProcessHandle process = ProcessHandle.of(external().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(server().running()).isFalse();
        server().restart();
        assertThat(once(server().uri(), Clients::ping)).containsEntry("ok", 1.0);
    }

    @Test
    void keepsTheDataFolderItWasGivenAndStartsOnItAgain(@TempDir Path folder) {
        try (LabServer one = ExternalServer.builder().dataDirectory(folder).start()) {
            store(one.uri());
            one.stop();
        }
        assertThat(folder).isNotEmptyDirectory();
        try (LabServer two = ExternalServer.builder().dataDirectory(folder).start()) {
            assertThat(stored(two.uri())).isEqualTo(1);
        }
    }

    @Test
    void saysInItsFailureWhatTheProgramSaid() {
        assertThatThrownBy(() ->
                        ExternalServer.builder().argument("--no-such-argument").start())
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_SERVER_START: the server ended while starting")
                .hasMessageContaining("no-such-argument");
    }

    @Test
    void removesItsTemporaryFoldersAtClose() {
        assertThat(external().folders())
                .hasSize(2)
                .allSatisfy(folder -> assertThat(folder).isDirectory());
        server().close();
        assertThat(external().folders()).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }
}
