package dev.meerkat.diagnosis;

import static dev.meerkat.diagnosis.Failures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.spi.dns.DnsException;
import com.mongodb.spi.dns.DnsWithResponseCodeException;
import dev.meerkat.error.MeerkatException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.bson.BsonDocument;
import org.bson.BsonSerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract G8, D1: from the driver's exceptions to codes, in the words of JDK 17 and 25, and without secrets. */
class ClassifierTest {
    private static Throwable thrownBy(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            return failure;
        }
        throw new AssertionError("Nothing was thrown");
    }

    static Stream<Arguments> network() {
        return Stream.of(
                arguments(Problem.REFUSED, open(new ConnectException("Connection refused"))),
                arguments(
                        Problem.UNKNOWN_HOST,
                        new MongoSocketException("h", SERVER, new UnknownHostException("h: Name not known"))),
                arguments(Problem.CONNECT_TIMEOUT, open(new SocketTimeoutException("Connect timed out"))),
                arguments(Problem.CONNECT_TIMEOUT, open(new SocketTimeoutException("connect timed out"))),
                arguments(Problem.SOCKET_TIMEOUT, readTimeout()),
                arguments(
                        Problem.SILENT,
                        Failures.write(new SSLException("x", new SocketTimeoutException("Read timed out")))),
                arguments(Problem.RESET, Failures.read(new SocketException("Connection reset"))),
                arguments(Problem.RESET, Failures.write(new SocketException("Broken pipe"))),
                arguments(
                        Problem.CLOSED_AT_ONCE,
                        new MongoSocketReadException("Prematurely reached end of stream", SERVER)),
                arguments(Problem.NETWORK, open(new ConnectException("No route to host"))),
                arguments(
                        Problem.NETWORK,
                        new MongoInternalException(
                                "The responseTo (6) in the response does not match the requestId (21) in the request")),
                arguments(
                        Problem.NOT_MONGODB,
                        new MongoInternalException("The reply message length 1347703880 is greater than the maximum")),
                arguments(Problem.NOT_MONGODB, new MongoInternalException("Unexpected reply message opCode 0")),
                arguments(
                        Problem.NOT_MONGODB,
                        new MongoInternalException(
                                "Unexpected runtime exception",
                                new IllegalArgumentException("capacity < 0: (-17 < 0)"))));
    }

    private static MongoSocketOpenException open(Exception cause) {
        return new MongoSocketOpenException("Exception opening socket", SERVER, cause);
    }

    private static MongoSocketReadTimeoutException readTimeout() {
        return new MongoSocketReadTimeoutException(
                "Timeout while receiving message", SERVER, new SocketTimeoutException("Read timed out"));
    }

    static Stream<Arguments> tls() {
        String path = "PKIX path building failed: unable to find valid certification path to requested target";
        CertificateExpiredException expired = new CertificateExpiredException("NotAfter: Thu Nov 19 12:00:00 UTC 2026");
        CertificateNotYetValidException early =
                new CertificateNotYetValidException("NotBefore: Thu Nov 19 12:00:00 UTC 2026");
        CertificateException name =
                new CertificateException("No subject alternative DNS name matching localhost found.");
        return Stream.of(
                arguments(Problem.TLS_UNTRUSTED, Failures.handshake(path, new CertPathBuilderException(path))),
                arguments(
                        Problem.TLS_UNTRUSTED,
                        Failures.handshake("(certificate_unknown) " + path, new CertificateException(path))),
                arguments(
                        Problem.TLS_EXPIRED,
                        Failures.handshake(
                                "PKIX path validation failed",
                                new CertPathValidatorException("validity check failed", expired))),
                arguments(
                        Problem.TLS_EXPIRED,
                        Failures.handshake("(certificate_expired) PKIX path validation failed", expired)),
                arguments(Problem.TLS_NOT_YET_VALID, Failures.handshake("PKIX path validation failed", early)),
                arguments(Problem.TLS_HOST_NAME, Failures.handshake("No subject alternative", name)),
                arguments(Problem.TLS_HOST_NAME, Failures.handshake("(certificate_unknown) No subject", name)),
                arguments(
                        Problem.TLS_CLIENT_CERTIFICATE,
                        Failures.handshake("Received fatal alert: certificate_required")),
                arguments(
                        Problem.TLS_CLIENT_CERTIFICATE,
                        Failures.handshake("(bad_certificate) Received fatal alert: bad_certificate")),
                arguments(Problem.TLS_HANDSHAKE, Failures.handshake("Received fatal alert: protocol_version")),
                arguments(
                        Problem.TLS_HANDSHAKE,
                        Failures.handshake("(protocol_version) Received fatal alert: protocol_version")),
                arguments(Problem.TLS_HANDSHAKE, Failures.handshake("Received fatal alert: handshake_failure")),
                arguments(
                        Problem.TLS_NOT_SPOKEN,
                        Failures.write(new SSLException("Unsupported or unrecognized SSL message"))),
                arguments(
                        Problem.CLOSED_AT_ONCE,
                        Failures.handshake("Remote host terminated the handshake", new EOFException("shut down"))),
                arguments(Problem.TLS_OTHER, Failures.handshake("(unexpected_message) Something else")));
    }

    static Stream<Arguments> logins() {
        return Stream.of(
                arguments(Problem.AUTH_FAILED, Failures.login(Failures.command(18, "AuthenticationFailed", "no"))),
                arguments(
                        Problem.AUTH_FAILED,
                        Failures.login(Failures.command(18, "AuthenticationFailed", "no user \"CN=ada\""))),
                arguments(
                        Problem.AUTH_MECHANISM,
                        Failures.login(
                                Failures.command(18, "AuthenticationFailed", "Unsupported SASL mechanism: 'PLAIN'"))),
                arguments(Problem.AUTH_MECHANISM, Failures.login(Failures.command(334, "MechanismUnavailable", "no"))),
                arguments(Problem.SHUTTING_DOWN, Failures.login(Failures.command(91, "ShutdownInProgress", "bye"))),
                arguments(Problem.AUTH_UNANSWERED, Failures.login(readTimeout())),
                arguments(Problem.LOGIN_REQUIRED, Failures.command(13, "Unauthorized", "find requires authentication")),
                arguments(Problem.NOT_AUTHORIZED, Failures.command(13, "Unauthorized", "not authorized on shop to")));
    }

    static Stream<Arguments> setup() {
        ClusterDescription cluster =
                new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());
        String srv = "Failed looking up SRV record for '_mongodb._tcp.h'.";
        return Stream.of(
                arguments(
                        Problem.WIRE_VERSION_TOO_OLD,
                        new MongoIncompatibleDriverException(
                                "Server at h reports wire version 6, but this version requires at least 8", cluster)),
                arguments(
                        Problem.WIRE_VERSION_TOO_NEW,
                        new MongoIncompatibleDriverException("Server at h requires wire version 99, but", cluster)),
                arguments(
                        Problem.LOAD_BALANCER_MODE,
                        new MongoClientException("Driver attempted to initialize in load balancing mode, but")),
                arguments(
                        Problem.WRONG_SET_NAME,
                        new MongoConfigurationException(
                                "Replica set name 'a' does not match required replica set name of 'b'")),
                arguments(
                        Problem.SRV_MISSING,
                        new MongoConfigurationException(
                                srv, new DnsWithResponseCodeException("no", 3, new RuntimeException()))),
                arguments(
                        Problem.SRV_DNS_DOWN,
                        new MongoConfigurationException(srv, new DnsException("no", new RuntimeException()))),
                arguments(
                        Problem.SRV_INVALID,
                        new MongoConfigurationException(
                                srv, new MongoConfigurationException("SRV host does not share domain name"))),
                arguments(Problem.CLASS_PATH, new NoSuchMethodError("appendMetadata")),
                arguments(Problem.API_VERSION, Failures.command(322, "APIVersionError", "no")),
                arguments(
                        Problem.INVALID_OPTIONS,
                        thrownBy(() -> new ConnectionString("mongodb://" + Failures.SECRETS + "/x@h/"))),
                arguments(
                        Problem.INVALID_OPTIONS,
                        thrownBy(() -> new ConnectionString("mongodb://ada:%zz" + Failures.PASSWORD + "@h/"))),
                arguments(
                        Problem.INVALID_OPTIONS,
                        thrownBy(() -> new ConnectionString("mongo://" + Failures.SECRETS + "@h/"))));
    }

    static Stream<Arguments> operations() {
        String pool = "Timed out after 500 ms while waiting for a connection to server db.example.org:27018.";
        MongoTimeoutException inUse =
                new MongoTimeoutException(pool, new MongoTimeoutException("Timeout waiting for a pooled item"));
        return Stream.of(
                arguments(Problem.POOL_EXHAUSTED, inUse),
                arguments(Problem.POOL_EXHAUSTED, new MongoTimeoutException(pool + " Holders: find", inUse)),
                arguments(Problem.TOO_MANY_CONNECTING, new MongoTimeoutException(pool)),
                arguments(Problem.OPERATION_TIMEOUT, new MongoOperationTimeoutException("x", readTimeout())),
                arguments(Problem.MAX_TIME, new MongoExecutionTimeoutException(50, "operation exceeded time limit")),
                arguments(Problem.NOT_PRIMARY, Failures.command(10107, "NotWritablePrimary", "not primary")),
                arguments(Problem.OVERLOADED, Failures.command(462, "IngressRequestRateLimitExceeded", "busy")),
                arguments(Problem.OUT_OF_DISK, Failures.command(14031, "OutOfDiskSpace", "full")),
                arguments(Problem.READ_ONLY, Failures.command(20, "IllegalOperation", "read only")),
                arguments(
                        Problem.REPLICA_SET_REQUIRED,
                        Failures.command(
                                20,
                                "IllegalOperation",
                                "Transaction numbers are only allowed on a replica set member or mongos")),
                arguments(Problem.REPLICA_SET_REQUIRED, Failures.command(40573, "Location40573", "$changeStream")),
                arguments(Problem.STREAM_HISTORY_LOST, Failures.command(286, "ChangeStreamHistoryLost", "gone")),
                arguments(Problem.STREAM_HISTORY_LOST, Failures.command(280, "ChangeStreamFatalError", "gone")),
                arguments(Problem.STREAM_TOKEN_REFUSED, Failures.command(260, "InvalidResumeToken", "what?")),
                arguments(Problem.WRITE_CONFLICT, Failures.command(112, "WriteConflict", "again")),
                arguments(Problem.SERVER_ERROR, Failures.command(9, "FailedToParse", "bad")),
                arguments(
                        Problem.DUPLICATE_KEY,
                        new MongoWriteException(
                                new WriteError(11000, "dup key " + Failures.SECRETS, new BsonDocument()),
                                SERVER,
                                Set.of())),
                arguments(Problem.WAIT_INTERRUPTED, new MongoInterruptedException("x", new InterruptedException())),
                arguments(Problem.CLOSED, new IllegalStateException("state should be: open")),
                arguments(Problem.UNKNOWN, new IllegalStateException(Failures.SECRETS)));
    }

    static Stream<Arguments> selections() {
        return Stream.of(
                arguments(
                        Problem.REFUSED,
                        waited("exception={x}, caused by {java.net.ConnectException: Connection refused}")),
                arguments(
                        Problem.AUTH_FAILED,
                        waited("exception={com.mongodb.MongoSecurityException: Exception authenticating userName='"
                                + Failures.USER + "'}, caused by {com.mongodb.MongoCommandException: Command failed}")),
                arguments(Problem.SELECTION_TIMEOUT, waited("state=CONNECTING")));
    }

    private static MongoTimeoutException waited(String state) {
        return new MongoTimeoutException("Timed out while waiting for a server that matches X. Client view of cluster"
                + " state is {type=UNKNOWN, servers=[{address=db.example.org:27018, type=UNKNOWN, " + state + "}]");
    }

    static Stream<Arguments> all() {
        return Stream.of(network(), tls(), logins(), setup(), operations(), selections())
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachFailureHasItsCodeKeepsItsCauseAndTellsNoSecret(Problem problem, Throwable failure) {
        Diagnosis diagnosis = Diagnosis.of(failure);
        assertThat(diagnosis.problem()).as(diagnosis.toString()).isEqualTo(problem);
        assertThat(diagnosis.message()).isNotBlank().doesNotEndWith(".");
        for (Throwable link = diagnosis.cause().orElse(null); link != null; link = link.getCause()) {
            assertThat(String.valueOf(link.getMessage())).doesNotContain("userName=");
        }
        for (String text : List.of(diagnosis.message(), diagnosis.fix(), diagnosis.toString())) {
            assertThat(text).doesNotContain(Failures.USER).doesNotContain(Failures.PASSWORD);
        }
    }

    @ParameterizedTest
    @MethodSource("network")
    void aWrapperChangesNothing(Problem problem, Throwable failure) {
        Throwable wrapped = new ExecutionException("outer", new RuntimeException(failure));
        assertThat(Diagnosis.of(wrapped).problem()).isEqualTo(problem);
    }

    @Test
    void theServerIsNamedWhereTheDriverTellsIt() {
        assertThat(Diagnosis.of(readTimeout()).host()).contains("db.example.org:27018");
        assertThat(Diagnosis.of(waited("state=CONNECTING")).host()).contains("db.example.org:27018");
        assertThat(Diagnosis.of(new MongoInternalException("x")).host()).isEmpty();
        assertThat(Diagnosis.ofConnecting(new MongoInternalException("x"), "h:1")
                        .host())
                .contains("h:1");
    }

    @Test
    void theSameTimeoutIsSilenceWhileConnectingAndASlowOperationAfterwards() {
        assertThat(Diagnosis.ofConnecting(readTimeout(), null).problem()).isEqualTo(Problem.SILENT);
        assertThat(Diagnosis.of(readTimeout()).problem()).isEqualTo(Problem.SOCKET_TIMEOUT);
        MongoSocketReadTimeoutException labelled = readTimeout();
        labelled.addLabel("SystemOverloadedError");
        assertThat(Diagnosis.of(labelled).problem()).isEqualTo(Problem.SILENT);
    }

    @Test
    void internalErrorsMeanAnotherProtocolOnlyWhileConnecting() {
        MongoInternalException internal = new MongoInternalException("Unexpected runtime exception");
        assertThat(Diagnosis.ofConnecting(internal, null).problem()).isEqualTo(Problem.NOT_MONGODB);
        assertThat(Diagnosis.of(internal).problem()).isEqualTo(Problem.UNKNOWN);
    }

    @Test
    void theDateOfACertificateIsTold() {
        Throwable failure =
                Failures.handshake("x", new CertificateExpiredException("NotAfter: Thu Nov 19 12:00:00 UTC 2026"));
        assertThat(Diagnosis.of(failure).message()).contains("NotAfter: Thu Nov 19 12:00:00 UTC 2026");
        Throwable ownText = Failures.handshake("x", new CertificateExpiredException("NotAfter: " + Failures.SECRETS));
        assertThat(Diagnosis.of(ownText).message()).doesNotContain(Failures.PASSWORD);
    }

    @Test
    void meerkatsOwnExceptionsKeepTheirDiagnosisWhereverTheyStand() {
        Diagnosis own = Diagnosis.of(Problem.BUFFER_TIMEOUT, "Waited in vain", null, null);
        MeerkatException failure = new MeerkatException("text", own, new ConnectException("Connection refused"));
        assertThat(Diagnosis.of(failure)).isSameAs(own);
        assertThat(Diagnosis.of(new RuntimeException(failure))).isSameAs(own);
    }

    @Test
    void aChainOfCausesThatBitesItsTailEnds() {
        RuntimeException first = new RuntimeException("first");
        RuntimeException second = new RuntimeException("second", first);
        first.initCause(second);
        assertThat(Diagnosis.of(first).problem()).isEqualTo(Problem.UNKNOWN);
    }

    @Test
    void oneOfSeveralServersWithAFatalCauseIsNotFatal() {
        MongoTimeoutException failure = new MongoTimeoutException("Timed out while waiting for a server. Client view of"
                + " cluster state is {servers=[{address=a:1, type=UNKNOWN, exception={x: PKIX path}}, {address=b:1,"
                + " type=UNKNOWN, state=CONNECTING}]");
        assertThat(Diagnosis.of(failure).problem()).isEqualTo(Problem.TLS_UNTRUSTED);
        assertThat(Diagnosis.of(failure).fatal()).isFalse();
    }

    @Test
    void theNumberThatAtlasGivesToMuchIsARefusedLoginOnlyWithinALogin() {
        MongoCommandException answer = new MongoCommandException(
                BsonDocument.parse("{ok: 0, code: 8000, codeName: 'AtlasError', errmsg: 'no'}"),
                new ServerAddress("a", 1));
        assertThat(Diagnosis.ofConnecting(answer, null).problem()).isEqualTo(Problem.SERVER_ERROR);
        MongoCredential login = MongoCredential.createCredential("u", "admin", "p".toCharArray());
        assertThat(Diagnosis.ofConnecting(new MongoSecurityException(login, "login", answer), null)
                        .problem())
                .isEqualTo(Problem.AUTH_FAILED);
    }

    @Test
    void anAnswerToTheFirstQuestionThatCannotBeReadIsNoServerOfMongoDBs() {
        BsonSerializationException garbage = new BsonSerializationException("garbage");
        assertThat(Diagnosis.ofConnecting(garbage, "a:1").problem()).isEqualTo(Problem.NOT_MONGODB);
        assertThat(Diagnosis.of(garbage).problem()).isNotEqualTo(Problem.NOT_MONGODB);
    }
}
