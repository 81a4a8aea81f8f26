package dev.meerkat.lab;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import dev.meerkat.lab.internal.wire.WireCodec;
import dev.meerkat.lab.internal.wire.WireMessage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of writes while a scripted set's members come and go. */
abstract class SetWritesCase extends SetCase {
    @Test
    void eightWritersOverThreeStepDownsAndThreeKillsLoseNothingAndDoNothingTwice() {
        try (MongoClient client = client();
                Writers writers = new Writers(Clients.things(client), 8)) {
            for (int round = 0; round < 3; round++) {
                awaitMore(writers);
                set().stepDown();
                set().awaitPrimary(PATIENCE);
                awaitMore(writers);
                ScriptedMember dead = set().killPrimary().orElseThrow();
                set().awaitPrimary(PATIENCE);
                awaitMore(writers);
                dead.restart();
            }
            writers.end();
            LoggerFactory.getLogger("dev.meerkat.lab.figures")
                    .info("{}: {}", getClass().getSimpleName(), writers);
            assertThat(writers.untold()).as(writers.toString()).isZero();
            assertThat(writers.failed()).as(writers.toString()).isZero();
            assertThat(writers.lost()).as(writers.toString()).isEmpty();
            assertThat(writers.doubled()).as(writers.toString()).isEmpty();
        }
    }

    private static void awaitMore(Writers writers) {
        int before = writers.acknowledged();
        await().until(() -> writers.acknowledged() > before + 100);
    }

    @Test
    void aWriteThatWasDoneWhenItsAnswerWasCutIsNotDoneAgainByTheRetry() {
        try (MongoClient client = client()) {
            insert(client, 1);
            set().fail(FailCommand.on("update").cutReply());
            Clients.things(client).updateOne(eq(1), inc("times", 1));
            assertThat(Clients.things(client).find(eq(1)).first()).containsEntry("times", 1);
        }
    }

    @Test
    void aRetryThatComesWhileTheFirstTryIsStillOnItsWayIsNotDoneTwice() {
        try (MongoClient client = client()) {
            insert(client, 1);
            set().fail(FailCommand.on("update").delay(Duration.ofMillis(800)));
            CompletableFuture<?> update =
                    CompletableFuture.runAsync(() -> Clients.things(client).updateOne(eq(1), inc("times", 1)));
            await().until(() -> set().failed() == 1);
            set().member(0).network().resetAll();
            assertThat(update).succeedsWithin(PATIENCE);
            await().during(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(Clients.things(client).find(eq(1)).first())
                                    .containsEntry("times", 1));
        }
    }

    @Test
    void withoutRetriesADriverIsToldThatAWriteFailedWhichWasDone() {
        try (MongoClient client = client(settings -> settings.retryWrites(false))) {
            insert(client, 1);
            set().fail(FailCommand.on("insert").cutReply());
            assertThatThrownBy(() -> insert(client, 2)).isInstanceOf(MongoSocketReadException.class);
            assertThat(found(client)).containsExactly(1, 2);
        }
    }

    @Test
    void aNumberOfMembersToWaitForIsTakenAsMajority() {
        try (MongoClient client = client()) {
            Clients.things(client).withWriteConcern(WriteConcern.W2).insertOne(new Document("_id", 1));
            assertThat(found(client)).containsExactly(1);
        }
    }

    @Test
    void unacknowledgedWritesArrive() {
        try (MongoClient client = client()) {
            Clients.things(client).withWriteConcern(WriteConcern.UNACKNOWLEDGED).insertOne(new Document("_id", 1));
            await().untilAsserted(() -> assertThat(found(client)).containsExactly(1));
        }
    }

    @Test
    void aMemberThatIsNoPrimaryClosesTheConnectionOfAnUnacknowledgedWrite() throws IOException {
        BsonDocument insert =
                BsonDocument.parse("{insert: 'things', documents: [{_id: 1}], writeConcern: {w: 0}, $db: 'lab'}");
        WireMessage unacknowledged = new WireMessage(1, 0, WireMessage.OP_MSG, WireMessage.MORE_TO_COME, insert);
        ScriptedMember secondary = set().member(1);
        try (Socket socket = new Socket(secondary.host(), secondary.port())) {
            socket.getOutputStream().write(WireCodec.encode(unacknowledged));
            assertThat(RawEcho.readUntilItEnds(socket)).isEmpty();
        }
    }

    @Test
    void anErrorWithALabelIsRetriedAndOneWithoutIsTold() {
        try (MongoClient client = client()) {
            set().fail(FailCommand.on("insert").error(11_602, "RetryableWriteError"));
            insert(client, 1);
            set().fail(FailCommand.on("insert").error(14_031));
            assertThatThrownBy(() -> insert(client, 2))
                    .isInstanceOfSatisfying(
                            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(14_031));
            assertThat(found(client)).containsExactly(1);
        }
    }

    @Test
    void aWriteConcernErrorIsToldOfAWriteThatIsThere() {
        try (MongoClient client = client()) {
            set().fail(FailCommand.on("insert").writeConcernError(64));
            assertThatThrownBy(() -> insert(client, 1)).isInstanceOf(MongoWriteConcernException.class);
            assertThat(found(client)).containsExactly(1);
        }
    }

    @Test
    void aDelayedWriteIsDoneAlthoughItsClientHasLeft() {
        try (MongoClient other = client()) {
            try (MongoClient client = client(settings -> settings.retryWrites(false))) {
                Clients.ping(client);
                set().fail(FailCommand.on("insert").delay(Duration.ofMillis(800)));
                CompletableFuture<?> insert = CompletableFuture.runAsync(() -> insert(client, 1));
                await().until(() -> set().failed() == 1);
                set().member(0).network().resetAll();
                assertThat(insert).failsWithin(PATIENCE);
            }
            await().untilAsserted(() -> assertThat(found(other)).containsExactly(1));
        }
    }

    @Test
    void theFailPointCommandOfRealServersWorksWhateverTheBackend() {
        try (MongoClient client = client()) {
            failPoint(client, "{times: 1}", "failCommands: ['insert'], errorCode: 14031");
            assertThatThrownBy(() -> insert(client, 1)).isInstanceOf(MongoException.class);
            insert(client, 2);
            failPoint(client, "'alwaysOn'", "failCommands: ['find'], errorCode: 8, appName: 'somebody else'");
            assertThat(found(client)).containsExactly(2);
            failPoint(client, "'alwaysOn'", "failCommands: ['insert'], closeConnection: true");
            assertThatThrownBy(() -> insert(client, 3)).isInstanceOf(MongoSocketReadException.class);
            client.getDatabase("admin").runCommand(Document.parse("{configureFailPoint: 'failCommand', mode: 'off'}"));
            insert(client, 4);
        }
    }

    private static void failPoint(MongoClient client, String mode, String data) {
        client.getDatabase("admin")
                .runCommand(Document.parse(
                        "{configureFailPoint: 'failCommand', mode: " + mode + ", data: {" + data + "}}"));
    }

    @Test
    void faultsCanBeSkippedLimitedToAMemberAndEnded() {
        try (MongoClient client = client()) {
            set().fail(FailCommand.on("insert").skip(1).times(1).error(14_031));
            set().member(2).fail(FailCommand.on("insert").always().error(14_031));
            insert(client, 1);
            assertThatThrownBy(() -> insert(client, 2)).isInstanceOf(MongoException.class);
            insert(client, 3);
            set().elect(set().member(2));
            assertThatThrownBy(() -> insert(client, 4)).isInstanceOf(MongoException.class);
            set().failNoMore();
            insert(client, 5);
            assertThat(found(client)).containsExactly(1, 3, 5);
        }
    }

    @Test
    void aDuplicateKeyIsTheServersOwnAnswer() {
        try (MongoClient client = client()) {
            insert(client, 1);
            assertThatThrownBy(() -> insert(client, 1)).isInstanceOf(MongoWriteException.class);
        }
    }
}
