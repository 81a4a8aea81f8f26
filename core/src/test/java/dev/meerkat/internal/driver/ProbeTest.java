package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Contract O3: one socket, bounded, and cut at any moment. */
class ProbeTest {
    private static final TimeSource TIME = TimeSource.SYSTEM;

    private final AtomicLong read = new AtomicLong();

    private static MongoClientSettings settings(ServerAddress address) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(c -> c.hosts(List.of(address)))
                .build();
    }

    private static Probe probe(ServerAddress address, ProbeTarget.Question question, Evidence evidence) {
        return new Probe(new ProbeTarget(address, question), settings(address), evidence, TIME);
    }

    @Test
    void closingCutsAnAskedQuestionAtOnceAndLeavesNoTrace() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (BrokenServer server = BrokenServer.that(connection -> {
            connection.getInputStream().read();
            asked.countDown();
            BrokenServer.staySilent(connection);
        })) {
            Evidence evidence = new Evidence(settings(server.address()), TIME);
            Probe probe = probe(server.address(), ProbeTarget.Question.DOES_IT_SPEAK_PLAIN, evidence);
            CompletableFuture<Optional<Diagnosis>> answer = CompletableFuture.supplyAsync(probe::ask);
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            probe.close();
            assertThat(answer.get(500, TimeUnit.MILLISECONDS)).isEmpty();
            assertThat(evidence.best(null).problem()).isEqualTo(Problem.SELECTION_TIMEOUT);
        }
    }

    @Test
    void aServerThatDripsIsCutAtTheDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (BrokenServer server = BrokenServer.that(connection -> {
            // One byte of a TLS record each 100 ms: no single read would ever time out.
            connection.getOutputStream().write(new byte[] {0x16, 3, 3, 0x10, 0});
            for (int sent = 0; sent < 200 && !waited(over); sent++) {
                connection.getOutputStream().write(0);
            }
        })) {
            Evidence evidence = new Evidence(settings(server.address()), TIME);
            long began = TIME.nanos();
            Optional<Diagnosis> answer = probe(server.address(), ProbeTarget.Question.DOES_IT_SPEAK_TLS, evidence)
                    .ask();
            over.countDown();
            assertThat(answer.map(Diagnosis::problem)).contains(Problem.TLS_EXPECTED);
            assertThat(TimeUnit.NANOSECONDS.toMillis(TIME.nanos() - began)).isBetween(1500L, 2200L);
        }
    }

    @Test
    void whoeverAnswersAPlainConnectionInAnotherLanguageHasNotFailedAtTls() throws Exception {
        assertThat(asksForTls(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1})).contains(Problem.NOT_MONGODB);
        // The header of an answer of MongoDB's, 1,000 bytes long.
        byte[] header = {(byte) 0xe8, 3, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, (byte) 0xdd, 7, 0, 0};
        assertThat(asksForTls(header)).isEmpty();
    }

    private static Optional<Problem> asksForTls(byte[] answer) throws Exception {
        try (BrokenServer server = BrokenServer.that(connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write(answer);
            BrokenServer.staySilent(connection);
        })) {
            Evidence evidence = new Evidence(settings(server.address()), TIME);
            return probe(server.address(), ProbeTarget.Question.DOES_IT_SPEAK_TLS, evidence)
                    .ask()
                    .map(Diagnosis::problem);
        }
    }

    private static boolean waited(CountDownLatch over) {
        try {
            return over.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Test
    void theSecondProbeOfAnAttemptOpensNoSocket() throws Exception {
        try (BrokenServer server = BrokenServer.that(WireServer.saying("ismaster: true"))) {
            Evidence evidence = new Evidence(settings(server.address()), TIME);
            ProbeTarget.Question question = ProbeTarget.Question.DOES_IT_SPEAK_PLAIN;
            assertThat(probe(server.address(), question, evidence).ask().map(Diagnosis::problem))
                    .contains(Problem.TLS_NOT_SPOKEN);
            assertThat(probe(server.address(), question, evidence).ask()).isEmpty();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void oneHelloAndNothingElseIsWritten() throws Exception {
        try (BrokenServer server = BrokenServer.that(connection -> {
            while (connection.getInputStream().read() >= 0) {
                read.incrementAndGet();
            }
        })) {
            Evidence evidence = new Evidence(settings(server.address()), TIME);
            probe(server.address(), ProbeTarget.Question.DOES_IT_SPEAK_PLAIN, evidence)
                    .ask();
            assertThat(read.get()).isEqualTo(ProbeMessage.hello().length);
        }
    }

    @Test
    void aServerThatIsGoneIsToldAsSuch() throws Exception {
        ServerAddress gone;
        try (BrokenServer server = BrokenServer.that(connection -> {})) {
            gone = server.address();
        }
        Evidence evidence = new Evidence(settings(gone), TIME);
        Optional<Diagnosis> answer =
                probe(gone, ProbeTarget.Question.DOES_IT_SPEAK_TLS, evidence).ask();
        assertThat(answer.map(Diagnosis::problem)).contains(Problem.REFUSED);
        assertThat(answer.flatMap(Diagnosis::host)).contains(gone.toString());
    }
}
