package dev.meerkat.internal.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract O3, O4: what is no MongoDB server ends the attempt at once, what the network does is tried again. */
class EvidenceNetworkTest {

    private static Attempt.Outcome attempt(ServerAddress address) throws InterruptedException {
        return Attempt.of(o -> o.applyToClusterSettings(c -> c.hosts(List.of(address))));
    }

    private static Attempt.Outcome attempt(BrokenServer.Behaviour behaviour) throws IOException, InterruptedException {
        try (BrokenServer server = BrokenServer.that(behaviour)) {
            return attempt(server.address());
        }
    }

    @Test
    void refusedIsTransientAndNamesTheServer() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = taken.getLocalPort();
        }
        Attempt.Outcome outcome = attempt(new ServerAddress("localhost", port));
        assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.REFUSED);
        assertThat(outcome.diagnosis().fatal()).isFalse();
        assertThat(outcome.diagnosis().host()).contains("localhost:" + port);
        assertThat(outcome.diagnosis().cause()).isPresent();
    }

    @Test
    void unknownHostIsTransient() throws Exception {
        Attempt.Outcome outcome = attempt(new ServerAddress("no-such-host.invalid", 27017));
        assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.UNKNOWN_HOST);
        assertThat(outcome.fatalBeforeTheEnd()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.0 400 Bad Request\r\n\r\n', HTTP",
        "'-ERR unknown command\r\n', Redis",
        "'SSH-2.0-OpenSSH_9.2\r\n', SSH",
        "'220 mail.example.org ESMTP\r\n', SMTP",
    })
    void anotherProtocolIsFatalAndNamed(String greeting, String protocol) throws Exception {
        Attempt.Outcome outcome = attempt(connection -> {
            connection.getOutputStream().write(greeting.getBytes(US_ASCII));
            BrokenServer.staySilent(connection);
        });
        assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.NOT_MONGODB);
        assertThat(outcome.diagnosis().message()).contains(protocol).contains("localhost:");
        assertThat(outcome.fatalBeforeTheEnd()).isTrue();
        assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
    }

    @Test
    void binaryRubbishIsFatal() throws Exception {
        String letters = "abcdefghijklmnopqrstuvwxyz";
        byte[] mysql = ("J\0\0\0\n8.0.36\0" + letters + letters + letters).getBytes(US_ASCII);
        byte[] garbage = {-1, -1, -1, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        for (byte[] greeting : List.of(mysql, garbage)) {
            Attempt.Outcome outcome = attempt(connection -> {
                connection.getOutputStream().write(greeting);
                BrokenServer.staySilent(connection);
            });
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.NOT_MONGODB);
            assertThat(outcome.fatalBeforeTheEnd()).isTrue();
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void closedAtOnceStaysTransientAfterOneProbe() throws Exception {
        Attempt.Outcome outcome = attempt(connection -> {});
        assertThat(outcome.diagnosis().problem()).isIn(Problem.CLOSED_AT_ONCE, Problem.RESET);
        assertThat(outcome.diagnosis().fatal()).isFalse();
    }

    @Test
    void resetIsTransient() throws Exception {
        Attempt.Outcome outcome = attempt(connection -> {
            connection.getInputStream().read();
            connection.setSoLinger(true, 0);
        });
        assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.RESET);
        assertThat(outcome.fatalBeforeTheEnd()).isFalse();
    }

    @Test
    void silenceIsTransientAndKnownBeforeTheConnectTimeout() throws Exception {
        Attempt.Outcome outcome;
        try (BrokenServer server = BrokenServer.that(BrokenServer::staySilent)) {
            outcome = Attempt.of(o -> o.applyToClusterSettings(
                    c -> c.hosts(List.of(server.address())).serverSelectionTimeout(3, TimeUnit.SECONDS)));
        }
        assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.SILENT);
        assertThat(outcome.diagnosis().fatal()).isFalse();
    }
}
