package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.internal.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a member that is no primary says to whom, as it stands on the wire. */
final class SetRefusalTest {
    private static final String TRANSACTION = ", lsid: {id: 1}, txnNumber: 1, autocommit: false";

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ScriptedReplicaSet set = ScriptedReplicaSet.inFrontOf(server);

    @AfterEach
    void close() {
        set.close();
        server.close();
    }

    private static BsonDocument asked(ScriptedMember member, String command) throws IOException {
        try (WireClient client = WireClient.connect(member.host(), member.port(), Duration.ofSeconds(5))) {
            return client.run("lab", BsonDocument.parse(command));
        }
    }

    private BsonDocument secondary(String command) throws IOException {
        return asked(set.member(1), command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{insert: 'a', documents: [{}]} | 10107",
                "{findAndModify: 'a', remove: true} | 10107",
                "{createIndexes: 'a', indexes: []} | 10107",
                "{replSetStepDown: 1} | 10107",
                "{find: 'a'} | 13435",
                "{aggregate: 'a', pipeline: [], cursor: {}} | 13435",
                "{find: 'a', $readPreference: {mode: 'primary'}} | 13435"
            })
    void refusesWritesWithOneNumberAndPrimaryReadsWithAnother(String command, int code) throws IOException {
        BsonDocument refusal = secondary(command);
        assertThat(refusal.getNumber("ok").intValue()).isZero();
        assertThat(refusal.getNumber("code").intValue()).isEqualTo(code);
        assertThat(refusal).doesNotContainKey("errorLabels").containsKey("topologyVersion");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{find: 'a', $readPreference: {mode: 'secondaryPreferred'}}",
                "{ping: 1}",
                "{killCursors: 'a', cursors: []}"
            })
    void takesWhatASecondaryMayDo(String command) throws IOException {
        assertThat(secondary(command).getNumber("ok").intValue()).isOne();
    }

    @Test
    void neverRefusesTheNextBatchOfACursor() throws IOException {
        BsonDocument next = secondary("{getMore: {$numberLong: '4711'}, collection: 'a'}");
        assertThat(next.getNumber("code").intValue())
                .as("the server's own answer: no such cursor")
                .isEqualTo(43);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{insert: 'a', documents: [{}], lsid: {id: 1}, txnNumber: {$numberLong: '1'}} | RetryableWriteError",
                "{insert: 'a', documents: [{}]" + TRANSACTION + "} | TransientTransactionError",
                "{find: 'a', startTransaction: true" + TRANSACTION + "} | TransientTransactionError",
                "{commitTransaction: 1" + TRANSACTION + "} | RetryableWriteError",
                "{abortTransaction: 1" + TRANSACTION + "} | RetryableWriteError"
            })
    void saysByALabelWhatMayBeTriedAgain(String command, String label) throws IOException {
        BsonDocument refusal = secondary(command);
        assertThat(refusal.getNumber("code").intValue()).isEqualTo(10_107);
        assertThat(refusal.getArray("errorLabels")).containsExactly(new BsonString(label));
    }

    @Test
    void aServerWithoutTransactionsRefusesThemInMongosWords() throws IOException {
        BsonDocument refusal =
                asked(set.member(0), "{insert: 'a', documents: [{}], startTransaction: true" + TRANSACTION + "}");
        assertThat(refusal.getNumber("code").intValue()).isEqualTo(20);
    }

    @Test
    void aRemovedMemberTakesNoReadsEither() throws IOException {
        ScriptedMember removed = set.member(2);
        set.remove(removed);
        assertThat(asked(removed, "{find: 'a', $readPreference: {mode: 'nearest'}}")
                        .getNumber("code")
                        .intValue())
                .isEqualTo(13_436);
    }

    @Test
    void greetsInTheNameOfItsMemberAndWithoutTheBackendsOwn() throws IOException {
        BsonDocument primary = asked(set.member(0), "{hello: 1}");
        BsonDocument other = asked(set.member(1), "{isMaster: 1}");
        assertThat(primary.getBoolean("isWritablePrimary").getValue()).isTrue();
        assertThat(primary).containsKey("electionId").doesNotContainKey("compression");
        assertThat(primary.getInt32("maxWireVersion").getValue()).isEqualTo(21);
        assertThat(primary.getInt32("logicalSessionTimeoutMinutes").getValue()).isEqualTo(30);
        assertThat(other.getBoolean("secondary").getValue()).isTrue();
        assertThat(other).doesNotContainKey("electionId");
        assertThat(other.getString("me").getValue()).isEqualTo(set.member(1).address());
        assertThat(other.getString("primary").getValue())
                .isEqualTo(set.member(0).address());
        assertThat(other.getArray("hosts")).hasSize(3);
    }

    @Test
    void eachElectionHasAHigherNumber() throws IOException {
        String first = election(0);
        set.elect(set.member(1));
        String second = election(1);
        set.elect(set.member(0));
        assertThat(second).isGreaterThan(first).isLessThan(election(0));
    }

    private String election(int member) throws IOException {
        return asked(set.member(member), "{hello: 1}")
                .getObjectId("electionId")
                .getValue()
                .toHexString();
    }

    @Test
    void hangsUpOnWhatIsNoMessage() throws IOException {
        try (java.net.Socket socket =
                new java.net.Socket(set.member(0).host(), set.member(0).port())) {
            assertThat(RawEcho.exchange(socket, "GET / HTTP/1.1\r\n\r\nand more of it", 1))
                    .isEmpty();
        }
    }
}
