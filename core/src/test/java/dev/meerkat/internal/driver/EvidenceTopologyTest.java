package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.IntFunction;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract O3: what a server says of itself, and of the login. */
class EvidenceTopologyTest {

    private static String member(String role, String set, int port) {
        String me = "'localhost:" + port + "'";
        return role + ", setName: '" + set + "', setVersion: 1, me: " + me + ", hosts: [" + me + "]";
    }

    /** A server whose hello depends on its own port. */
    private static BrokenServer server(IntFunction<String> hello) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return BrokenServer.on(listener, WireServer.saying(hello.apply(listener.getLocalPort())));
    }

    private static Attempt.Outcome attempt(String set, ServerAddress... hosts) throws InterruptedException {
        return Attempt.of(o -> o.applyToClusterSettings(c -> {
            c.hosts(List.of(hosts));
            if (set != null) {
                c.requiredReplicaSetName(set);
            }
        }));
    }

    @Test
    void wrongSetNameIsFatalAndTellsBothNames() throws Exception {
        try (BrokenServer server = server(port -> member("isWritablePrimary: true, ismaster: true", "rs0", port))) {
            Attempt.Outcome outcome = attempt("wrong", server.address());
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.WRONG_SET_NAME);
            assertThat(outcome.diagnosis().message()).contains("'rs0'").contains("'wrong'");
            assertThat(outcome.fatalBeforeTheEnd()).isTrue();
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void wrongSetNameIsFatalForADirectConnectionToo() throws Exception {
        try (BrokenServer server = server(port -> member("isWritablePrimary: true, ismaster: true", "rs0", port))) {
            Attempt.Outcome outcome = Attempt.of(o -> o.applyConnectionString(new ConnectionString(
                    "mongodb://" + server.address() + "/?directConnection=true&replicaSet=wrong")));
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.WRONG_SET_NAME);
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void wrongSetNameOfOneSeedIsNotFatalWhileAnotherMayCome() throws Exception {
        int dead;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            dead = taken.getLocalPort();
        }
        try (BrokenServer server = server(port -> member("isWritablePrimary: true, ismaster: true", "rs0", port))) {
            Attempt.Outcome outcome = attempt("rs1", server.address(), new ServerAddress("localhost", dead));
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.WRONG_SET_NAME);
            assertThat(outcome.diagnosis().fatal()).isFalse();
            assertThat(outcome.diagnosis().message()).contains("refused");
            assertThat(outcome.fatalBeforeTheEnd()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'isWritablePrimary: true, ismaster: true', standalone",
        "'isWritablePrimary: true, ismaster: true, msg: ''isdbgrid''', mongos",
    })
    void aSetNameOnSomethingElseIsFatal(String hello, String kind) throws Exception {
        try (BrokenServer server = server(port -> hello)) {
            Attempt.Outcome outcome = attempt("rs0", server.address());
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.NOT_A_SET_MEMBER);
            assertThat(outcome.diagnosis().message()).contains(kind);
            assertThat(outcome.fatalBeforeTheEnd()).isTrue();
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'isWritablePrimary: true, ismaster: true, maxWireVersion: 6', WIRE_VERSION_TOO_OLD",
        "'isWritablePrimary: true, ismaster: true, minWireVersion: 98, maxWireVersion: 99', WIRE_VERSION_TOO_NEW",
    })
    void aWireVersionOutOfRangeIsFatal(String hello, Problem problem) throws Exception {
        try (BrokenServer server = server(port -> hello)) {
            Attempt.Outcome outcome = attempt(null, server.address());
            // The driver tells its caller of this one at once: either may come first.
            assertThat(outcome.diagnosis().problem()).isEqualTo(problem);
            assertThat(outcome.diagnosis().fatal()).isTrue();
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'secondary: true', NO_PRIMARY",
        "'arbiterOnly: true', ARBITER_ONLY",
        "'secondary: false', STARTING",
        "'hidden: true, secondary: true', HIDDEN_ONLY",
    })
    void aSetWithoutAPrimaryIsTransient(String role, Problem problem) throws Exception {
        try (BrokenServer server = server(port -> member(role, "rs0", port))) {
            Attempt.Outcome outcome = attempt("rs0", server.address());
            assertThat(outcome.diagnosis().problem()).isEqualTo(problem);
            assertThat(outcome.diagnosis().fatal()).isFalse();
            assertThat(outcome.diagnosis().message()).contains(server.address().toString());
        }
    }

    @Test
    void aServerWhoseSetWasNeverInitiatedIsTransient() throws Exception {
        try (BrokenServer server = server(port -> "isreplicaset: true, info: 'Does not have a valid config'")) {
            Attempt.Outcome outcome = attempt("rs0", server.address());
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.NOT_INITIATED);
            assertThat(outcome.diagnosis().fix()).contains("rs.initiate()");
        }
    }

    @Test
    void hostsThatNobodyTypedInAreNamedWithTheSeedThatAnswered() throws Exception {
        String hello = "isWritablePrimary: true, ismaster: true, setName: 'rs0', setVersion: 1,"
                + " me: 'mongo-1.invalid:27017', hosts: ['mongo-1.invalid:27017']";
        try (BrokenServer server = server(port -> hello)) {
            Attempt.Outcome outcome = attempt("rs0", server.address());
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.MEMBERS_UNREACHABLE);
            assertThat(outcome.diagnosis().message())
                    .contains(server.address().toString())
                    .contains("mongo-1.invalid:27017");
            assertThat(outcome.diagnosis().fix()).contains("directConnection");
            assertThat(outcome.diagnosis().fatal()).isFalse();
        }
    }

    private static BrokenServer loginServer(String answer) throws IOException {
        return BrokenServer.that(WireServer.saying(
                "isWritablePrimary: true, ismaster: true",
                command -> BsonDocument.parse(command.containsKey("saslStart") ? answer : "{ok: 1}")));
    }

    private static Attempt.Outcome login(BrokenServer server) throws InterruptedException {
        return Attempt.of(o -> o.applyToClusterSettings(c -> c.hosts(List.of(server.address())))
                .credential(MongoCredential.createScramSha256Credential("ada-user", "admin", "s3cr3t".toCharArray())));
    }

    @ParameterizedTest
    @CsvSource({
        "'{ok: 0, code: 18, codeName: ''AuthenticationFailed'', errmsg: ''no ada-user''}', AUTH_FAILED",
        "'{ok: 0, code: 334, codeName: ''MechanismUnavailable'', errmsg: ''no''}', AUTH_MECHANISM",
    })
    void aRefusedLoginIsFatalAtOnceAndNamesNoUser(String answer, Problem problem) throws Exception {
        try (BrokenServer server = loginServer(answer)) {
            Attempt.Outcome outcome = login(server);
            assertThat(outcome.diagnosis().problem()).isEqualTo(problem);
            assertThat(outcome.diagnosis().fatal()).isTrue();
            assertThat(outcome.diagnosis().toString())
                    .doesNotContain("ada-user")
                    .doesNotContain("s3cr3t");
            assertThat(outcome.failedChecks()).as("told at once").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aLoginThatTheServerCutsOffIsTransient() throws Exception {
        String hello = "isWritablePrimary: true, ismaster: true";
        try (BrokenServer server = BrokenServer.that(WireServer.saying(hello, command -> {
            throw new UncheckedIOException(new IOException("cut"));
        }))) {
            Attempt.Outcome outcome = login(server);
            assertThat(outcome.diagnosis().problem()).isEqualTo(Problem.AUTH_UNANSWERED);
            assertThat(outcome.diagnosis().fatal()).isFalse();
        }
    }
}
