package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.store;
import static dev.meerkat.lab.Clients.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithServerProgram
final class ExternalServerLoginTest {
    private static final String PASSWORD = "a+b/c@d e:f";
    private static LabServer server = new NotStarted();

    @BeforeAll
    static void start() {
        server = ExternalServer.builder()
                .user("keeper", PASSWORD, "root")
                .user("reader", "r", "read@lab")
                .setUp(uri -> store(uri))
                .start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String uri(String user, String password) {
        return ((ExternalServer) server).uri(user, password);
    }

    @Test
    void letsInTheUserItWasGivenAndHasWhatTheSetUpLeft() {
        long found = stored(uri("keeper", PASSWORD));
        assertThat(found).isEqualTo(1);
    }

    @Test
    void turnsAWrongPasswordAway() {
        assertThatThrownBy(() -> stored(uri("keeper", "wrong"))).isInstanceOf(MongoSecurityException.class);
    }

    @Test
    void turnsAwayWhoDoesNotLogIn() {
        assertThatThrownBy(() -> stored(server.uri()))
                .isInstanceOf(MongoException.class)
                .hasMessageContaining("requires authentication");
    }

    @Test
    void holdsUsersToTheirRoles() {
        assertThat(stored(uri("reader", "r"))).isEqualTo(1);
        assertThatThrownBy(() -> store(uri("reader", "r")))
                .isInstanceOf(MongoException.class)
                .hasMessageContaining("not authorized");
    }

    @Test
    void stillWantsTheLoginAfterARestart() {
        server.kill();
        server.restart();
        assertThat(stored(uri("keeper", PASSWORD))).isEqualTo(1);
        assertThatThrownBy(() -> stored(server.uri())).isInstanceOf(MongoException.class);
    }
}
