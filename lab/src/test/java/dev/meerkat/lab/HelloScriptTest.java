package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.ping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class HelloScriptTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(HelloScript.standalone(), ServerType.STANDALONE),
                arguments(HelloScript.mongos(), ServerType.SHARD_ROUTER),
                arguments(HelloScript.primary("shop"), ServerType.REPLICA_SET_PRIMARY),
                arguments(HelloScript.secondary("shop"), ServerType.REPLICA_SET_SECONDARY),
                arguments(HelloScript.arbiter("shop"), ServerType.REPLICA_SET_ARBITER),
                arguments(HelloScript.hidden("shop"), ServerType.REPLICA_SET_OTHER),
                arguments(HelloScript.starting("shop"), ServerType.REPLICA_SET_OTHER),
                arguments(HelloScript.ghost(), ServerType.REPLICA_SET_GHOST),
                arguments(HelloScript.removed("shop"), ServerType.REPLICA_SET_GHOST));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("kinds")
    void theDriverSeesTheKindOfServerTheScriptGreetsAs(HelloScript script, ServerType type) {
        try (ScriptedListener listener = ScriptedListener.mongo(script);
                MongoClient client = Clients.to(listener.uri())) {
            await().untilAsserted(() -> assertThat(server(client).getType()).isEqualTo(type));
        }
    }

    @Test
    void aMemberNamesItselfAsItsSet() {
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.primary("shop"));
                MongoClient client = Clients.to(listener.uri() + "?replicaSet=shop")) {
            assertThat(ping(client)).containsEntry("ok", 1);
            assertThat(server(client).getSetName()).isEqualTo("shop");
            assertThat(server(client).getHosts()).containsExactly(listener.address());
            assertThat(server(client).getCanonicalAddress()).isEqualTo(listener.address());
        }
    }

    @Test
    void aClientOfAnotherSetGetsNowhere() {
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.primary("shop"));
                MongoClient client = Clients.hopeless(listener.uri() + "?replicaSet=other")) {
            assertThatThrownBy(() -> ping(client)).isInstanceOf(MongoTimeoutException.class);
        }
    }

    @Test
    void aSetMayNameHostsNobodyReaches() {
        HelloScript docker =
                HelloScript.primary("shop").hosts("db.invalid:27017").me("db.invalid:27017");
        try (ScriptedListener listener = ScriptedListener.mongo(docker);
                MongoClient client = Clients.hopeless(listener.uri() + "?replicaSet=shop")) {
            assertThatThrownBy(() -> ping(client))
                    .isInstanceOf(MongoTimeoutException.class)
                    .hasMessageContaining("db.invalid");
        }
    }

    @Test
    void wireVersionsTooOldAndTooNewEndAtOnce() {
        for (int version : new int[] {6, 99}) {
            HelloScript script = HelloScript.standalone().wireVersions(version, version);
            try (ScriptedListener listener = ScriptedListener.mongo(script);
                    MongoClient client = Clients.to(listener.uri())) {
                assertThatThrownBy(() -> ping(client))
                        .isInstanceOf(MongoIncompatibleDriverException.class)
                        .hasMessageContaining("wire version " + version);
            }
        }
    }

    @Test
    void aServerShuttingDownSaysSoInItsGreeting() {
        HelloScript script = HelloScript.standalone().on("hello", Answer.error(91, "shutting down"));
        try (ScriptedListener listener = ScriptedListener.mongo(script)) {
            assertThat(Clients.firstFailure(listener.uri(), settings -> {}))
                    .isInstanceOf(MongoNodeIsRecoveringException.class);
        }
    }

    @Test
    void otherCommandsAreAnsweredAsGivenAndElseNotKnown() {
        HelloScript script = HelloScript.standalone().on("find", Answer.error(13, "not authorized"));
        try (ScriptedListener listener = ScriptedListener.mongo(script);
                MongoClient client = Clients.to(listener.uri())) {
            assertThatThrownBy(() -> Clients.things(client).find().first()).hasMessageContaining("not authorized");
            assertThatThrownBy(() -> Clients.things(client).countDocuments())
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(59));
        }
    }

    @Test
    void aScriptMayHangUpResetOrKeepSilent() {
        expect(Answer.hangUp(), MongoSocketReadException.class);
        expect(Answer.reset(), MongoSocketReadException.class);
        expect(Answer.silence(), MongoSocketReadTimeoutException.class);
        expect(Answer.ok().after(Duration.ofMillis(1_000)), MongoSocketReadTimeoutException.class);
    }

    private static void expect(Answer answer, Class<? extends Exception> failure) {
        HelloScript script = HelloScript.standalone().on("ping", answer);
        try (ScriptedListener listener = ScriptedListener.mongo(script);
                MongoClient client = Clients.impatient(listener.uri() + "?retryReads=false")) {
            assertThatThrownBy(() -> ping(client)).isInstanceOf(failure);
        }
    }

    @Test
    void theScriptCanChangeWhileConnectionsLive() {
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.secondary("shop"));
                MongoClient client = Clients.to(listener.uri() + "?replicaSet=shop")) {
            await().untilAsserted(
                            () -> assertThat(server(client).getType()).isEqualTo(ServerType.REPLICA_SET_SECONDARY));
            listener.play(HelloScript.primary("shop"));
            assertThat(ping(client)).containsEntry("ok", 1);
        }
    }

    private static ServerDescription server(MongoClient client) {
        return client.getClusterDescription().getServerDescriptions().get(0);
    }
}
