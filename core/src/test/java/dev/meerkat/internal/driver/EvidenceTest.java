package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerHeartbeatStartedEvent;
import com.mongodb.event.ServerOpeningEvent;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.time.TimeSource;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** Contract O3: how single facts weigh against each other. */
class EvidenceTest {
    private static final ClusterId CLUSTER = new ClusterId();
    private static final ServerAddress A = new ServerAddress("a.example.org", 1);
    private static final ServerAddress B = new ServerAddress("b.example.org", 2);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    private Evidence evidence(boolean tls, ServerAddress... hosts) {
        return new Evidence(
                MongoClientSettings.builder()
                        .applyToClusterSettings(c -> c.hosts(Arrays.asList(hosts)))
                        .applyToSslSettings(s -> s.enabled(tls))
                        .build(),
                time);
    }

    private static ServerDescription.Builder description(ServerAddress address, ServerType type) {
        return ServerDescription.builder()
                .address(address)
                .type(type)
                .ok(type != ServerType.UNKNOWN)
                .maxWireVersion(25)
                .state(type == ServerType.UNKNOWN ? ServerConnectionState.CONNECTING : ServerConnectionState.CONNECTED);
    }

    private static void show(Evidence evidence, ServerDescription now) {
        ServerDescription before =
                description(now.getAddress(), ServerType.UNKNOWN).build();
        evidence.serverChanged(new ServerDescriptionChangedEvent(new ServerId(CLUSTER, now.getAddress()), now, before));
    }

    private static void answered(Evidence evidence, ServerAddress address) {
        show(evidence, description(address, ServerType.STANDALONE).build());
    }

    private static void failed(Evidence evidence, ServerAddress address, Throwable failure) {
        show(
                evidence,
                description(address, ServerType.UNKNOWN).exception(failure).build());
    }

    private static MongoSocketWriteException alert(ServerAddress address) {
        return new MongoSocketWriteException(
                "x", address, new SSLHandshakeException("Received fatal alert: certificate_required"));
    }

    private static void started(Evidence evidence, ServerAddress address, boolean awaited) {
        evidence.heartbeatStarted(
                new ServerHeartbeatStartedEvent(new ConnectionId(new ServerId(CLUSTER, address)), awaited));
    }

    @Test
    void theFirstAlertOutlivesTheResetsThatFollow() {
        Evidence evidence = evidence(true, A);
        failed(evidence, A, alert(A));
        failed(evidence, A, new MongoSocketWriteException("x", A, new SocketException("Broken pipe")));
        assertThat(evidence.fatal().orElseThrow().problem()).isEqualTo(Problem.TLS_CLIENT_CERTIFICATE);
    }

    @Test
    void anAlertWithTwoReadingsWaitsForTheProbeUnlessTheAttemptEnds() {
        Evidence evidence = evidence(true, A);
        failed(
                evidence,
                A,
                new MongoSocketWriteException(
                        "x", A, new SSLHandshakeException("Received fatal alert: handshake_failure")));
        assertThat(evidence.fatal()).isEmpty();
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.TLS_HANDSHAKE);
        assertThat(evidence.best(null).fatal()).isTrue();
        assertThat(evidence.wantsProbe(nanos.get()))
                .contains(new ProbeTarget(A, ProbeTarget.Question.DOES_IT_WANT_A_CERTIFICATE));
        assertThat(evidence.probing()).isTrue();
        evidence.probed(A, Optional.empty());
        assertThat(evidence.fatal().orElseThrow().problem()).isEqualTo(Problem.TLS_HANDSHAKE);
    }

    @Test
    void anAlertIsForgottenWhenTheServerIsDownOrWellAfterwards() {
        Evidence evidence = evidence(true, A);
        failed(evidence, A, alert(A));
        failed(evidence, A, new MongoSocketOpenException("x", A, new ConnectException("Connection refused")));
        assertThat(evidence.fatal()).isEmpty();
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.REFUSED);
        failed(evidence, A, alert(A));
        answered(evidence, A);
        assertThat(evidence.fatal()).isEmpty();
    }

    @Test
    void oneMembersWireVersionIsFatalForAllUntilItIsDropped() {
        Evidence evidence = evidence(false, A, B);
        show(evidence, description(A, ServerType.SHARD_ROUTER).build());
        show(
                evidence,
                description(B, ServerType.SHARD_ROUTER)
                        .minWireVersion(98)
                        .maxWireVersion(99)
                        .build());
        assertThat(evidence.fatal().orElseThrow().problem()).isEqualTo(Problem.WIRE_VERSION_TOO_NEW);
        evidence.serverClosed(new ServerClosedEvent(new ServerId(CLUSTER, B)));
        assertThat(evidence.fatal()).isEmpty();
    }

    @Test
    void oneMemberOutForGoodIsNotFatalWhileAnotherIsOpen() {
        Evidence evidence = evidence(true, A, B);
        failed(evidence, A, alert(A));
        assertThat(evidence.fatal()).isEmpty();
        assertThat(evidence.best(null).fatal()).isFalse();
        failed(evidence, B, alert(B));
        assertThat(evidence.fatal()).isPresent();
    }

    @Test
    void aRefusedLoginOutlivesAHelloThatNeedsNoneUntilVerified() {
        Evidence evidence = evidence(false, A, B);
        MongoCredential credential = MongoCredential.createCredential("ada", "admin", "x".toCharArray());
        failed(
                evidence,
                A,
                new MongoSecurityException(
                        credential,
                        "no",
                        new MongoCommandException(BsonDocument.parse("{ok: 0, code: 18, errmsg: 'no'}"), A)));
        answered(evidence, A);
        assertThat(evidence.fatal().orElseThrow().problem()).isEqualTo(Problem.AUTH_FAILED);
        evidence.verified();
        assertThat(evidence.fatal()).isEmpty();
    }

    @Test
    void whatTheDriverCutsItselfIsNoFailure() {
        Evidence evidence = evidence(false, A);
        failed(evidence, A, new MongoSocketReadException("x", A, new SocketException("Socket closed")));
        assertThat(evidence.wantsProbe(nanos.get())).isEmpty();
        failed(evidence, A, new MongoSocketReadException("Prematurely reached end of stream", A));
        assertThat(evidence.wantsProbe(nanos.get()))
                .contains(new ProbeTarget(A, ProbeTarget.Question.DOES_IT_SPEAK_TLS));
        assertThat(evidence.ambiguous()).isTrue();
    }

    @Test
    void silenceIsWorthAProbeAfterEightTenthsOfASecond() {
        Evidence evidence = evidence(true, A);
        assertThat(evidence.probeDueAt()).isEmpty();
        started(evidence, A, false);
        long due = nanos.get() + Duration.ofMillis(800).toNanos();
        assertThat(evidence.probeDueAt()).hasValue(due);
        assertThat(evidence.wantsProbe(due - 1)).isEmpty();
        assertThat(evidence.wantsProbe(due)).contains(new ProbeTarget(A, ProbeTarget.Question.DOES_IT_SPEAK_PLAIN));
        answered(evidence, A);
        assertThat(evidence.wantsProbe(due)).isEmpty();
        assertThat(evidence.probeDueAt()).isEmpty();
    }

    @Test
    void aStreamedCheckMayBeSilentForLong() {
        Evidence evidence = evidence(true, A);
        started(evidence, A, true);
        assertThat(evidence.probeDueAt()).isEmpty();
    }

    @Test
    void severalStandaloneServersAreToldApartFromASet() {
        Evidence evidence = evidence(false, A, B);
        for (ServerAddress address : List.of(A, B)) {
            answered(evidence, address);
            assertThat(evidence.fatal()).isEmpty();
            evidence.serverClosed(new ServerClosedEvent(new ServerId(CLUSTER, address)));
        }
        assertThat(evidence.fatal().orElseThrow().problem()).isEqualTo(Problem.NOT_A_SET_MEMBER);
    }

    @Test
    void closingTheClientDoesNotWipeOutWhatWasKnown() {
        Evidence evidence = evidence(false, A);
        failed(evidence, A, new MongoSocketOpenException("x", A, new ConnectException("Connection refused")));
        evidence.serverClosed(new ServerClosedEvent(new ServerId(CLUSTER, A)));
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.REFUSED);
    }

    @Test
    void S4_aLossKeepsItsCauseWhenANewAttemptSetItAsideJustBefore() {
        Evidence evidence = evidence(false, A);
        answered(evidence, A);
        evidence.verified();
        failed(evidence, A, new MongoSocketOpenException("x", A, new ConnectException("Connection refused")));
        evidence.renew();
        assertThat(evidence.loss().problem()).isEqualTo(Problem.REFUSED);
        assertThat(evidence.loss().message()).contains(A.toString());
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.SELECTION_TIMEOUT);
    }

    @Test
    void S4_aLossIsNotExplainedByWhatTheServerHasOvercome() {
        Evidence evidence = evidence(false, A);
        failed(evidence, A, new MongoSocketOpenException("x", A, new ConnectException("Connection refused")));
        evidence.renew();
        answered(evidence, A);
        evidence.verified();
        failed(evidence, A, new MongoSocketReadException("x", A, new SocketException("Connection reset")));
        assertThat(evidence.loss().problem()).isEqualTo(Problem.RESET);
    }

    @Test
    void S16_aFatalLossStaysFatalWhenANewAttemptSetItAsideJustBefore() {
        Evidence evidence = evidence(true, A);
        failed(evidence, A, alert(A));
        evidence.renew();
        assertThat(evidence.fatal()).isEmpty();
        assertThat(evidence.loss().problem()).isEqualTo(Problem.TLS_CLIENT_CERTIFICATE);
        assertThat(evidence.loss().fatal()).isTrue();
    }

    @Test
    void aFailureToldAgainAfterANewAttemptBeganIsNotNewAndAnotherOneIs() {
        Evidence evidence = evidence(false, A);
        Throwable failure = new MongoSocketOpenException("x", A, new ConnectException("Connection refused"));
        failed(evidence, A, failure);
        evidence.renew();
        failed(evidence, A, failure);
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.SELECTION_TIMEOUT);
        failed(evidence, A, new MongoSocketOpenException("x", A, new ConnectException("Connection refused")));
        assertThat(evidence.best(null).problem()).isEqualTo(Problem.REFUSED);
    }

    @Test
    void aServerThatOpensIsBeingChecked() {
        Evidence evidence = evidence(true, A);
        evidence.serverOpening(new ServerOpeningEvent(new ServerId(CLUSTER, A)));
        assertThat(evidence.probeDueAt())
                .hasValue(nanos.get() + Duration.ofMillis(800).toNanos());
    }
}
