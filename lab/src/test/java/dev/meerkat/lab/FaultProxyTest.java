package dev.meerkat.lab;

import static dev.meerkat.lab.Clients.awaitPing;
import static dev.meerkat.lab.Clients.ping;
import static dev.meerkat.lab.Clients.things;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultProxyTest {
    private static final String MANY_BYTES = "x".repeat(4_000_000);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final FaultProxy proxy = FaultProxy.inFrontOf(server);

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void passesEverythingAtFirst() {
        try (MongoClient client = Clients.to(proxy.uri())) {
            things(client).insertOne(new Document("_id", 1).append("text", MANY_BYTES));
            assertThat(things(client).find().first()).containsEntry("text", MANY_BYTES);
            assertThat(proxy.connections()).isPositive();
        }
        await().until(() -> proxy.connections() == 0);
        assertThat(proxy.accepted()).isPositive();
    }

    @Test
    void freezesLiveConnectionsInABlackHoleAndLetsThemGoOn() {
        try (MongoClient client = Clients.to(proxy.uri())) {
            ping(client);
            proxy.blackHole();
            CompletableFuture<Document> held = CompletableFuture.supplyAsync(() -> ping(client));
            await().during(Duration.ofMillis(300)).until(() -> !held.isDone());
            proxy.pass();
            assertThat(held).succeedsWithin(Duration.ofSeconds(5)).isNotNull();
        }
    }

    @Test
    void acceptsInABlackHoleAndNeverAnswers() {
        proxy.blackHole();
        try (MongoClient client = Clients.impatient(proxy.uri())) {
            assertThatThrownBy(() -> ping(client))
                    .isInstanceOf(MongoTimeoutException.class)
                    .hasMessageContaining("Read timed out");
            proxy.pass();
            awaitPing(client);
        }
    }

    @Test
    void letsAnOperationOnAFrozenConnectionRunIntoItsTimeout() {
        try (MongoClient client = Clients.impatient(proxy.uri() + "&retryReads=false")) {
            ping(client);
            proxy.blackHole();
            assertThatThrownBy(() -> things(client).countDocuments())
                    .isInstanceOf(MongoSocketReadTimeoutException.class);
        }
    }

    @Test
    void refusesFromTheMomentItWasToldToAndListensAgainFromThatMoment() throws Exception {
        for (int turn = 0; turn < 50; turn++) {
            proxy.refuse();
            assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port()).close())
                    .as("turn " + turn)
                    .isInstanceOf(ConnectException.class);
            proxy.pass();
            new Socket(proxy.host(), proxy.port()).close();
        }
    }

    @Test
    void refusesOnItsPortAndListensThereAgain() {
        proxy.refuse();
        assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port()).close()).isInstanceOf(ConnectException.class);
        proxy.refuse();
        proxy.pass();
        try (MongoClient client = Clients.to(proxy.uri())) {
            assertThat(ping(client)).containsEntry("ok", 1.0);
        }
    }

    @Test
    void leavesLiveConnectionsAloneWhileItRefusesNewOnes() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            assertThat(RawEcho.exchange(live, "one")).isEqualTo("one");
            before.refuse();
            assertThat(RawEcho.exchange(live, "two")).isEqualTo("two");
        }
    }

    @Test
    void resetsLiveConnections() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "one");
            before.resetAll();
            assertThatThrownBy(() -> live.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            await().until(() -> before.connections() == 0 && echo.connections() == 0);
        }
    }

    @Test
    void delaysEveryRoundTripByTheLatencyAndKeepsTheOrder() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.latency(Duration.ofMillis(400));
            long start = System.nanoTime();
            assertThat(RawEcho.exchange(live, "slow")).isEqualTo("slow");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(4));

            RawEcho.send(live, "one ");
            await().until(() -> echo.heard() == "warmslowone ".length());
            before.latency(Duration.ofMillis(1));
            long shortened = System.nanoTime();
            assertThat(RawEcho.exchange(live, "two", "one two".length())).isEqualTo("one two");
            assertThat(Duration.ofNanos(System.nanoTime() - shortened)).isGreaterThan(Duration.ofMillis(50));
        }
    }

    @Test
    void jitterDelaysWithinItsBoundsAndKeepsTheOrder() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.jitter(Duration.ofMillis(20), Duration.ofMillis(60), 7);
            for (int round = 0; round < 5; round++) {
                long start = System.nanoTime();
                assertThat(RawEcho.exchange(live, "round " + round)).isEqualTo("round " + round);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(19));
            }
            RawEcho.send(live, "one ");
            await().until(() -> echo.heard() == "warm".length() + 5 * "round 0".length() + "one ".length());
            assertThat(RawEcho.exchange(live, "two", "one two".length())).isEqualTo("one two");
        }
    }

    @Test
    void slowRepliesTrickleAndArriveWhole() throws Exception {
        String text = "0123456789".repeat(30);
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.slowReplies(1_000);
            long start = System.nanoTime();
            assertThat(RawEcho.exchange(live, text)).isEqualTo(text);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("300 bytes at 1,000 in a second")
                    .isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void aCutOfRepliesLetsRequestsThroughAndOneOfRequestsDoesNot() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.cutReplies();
            RawEcho.send(live, "1234");
            await().until(() -> echo.heard() == 8);
            live.setSoTimeout(100);
            assertThatThrownBy(() -> live.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            before.cutRequests();
            RawEcho.send(live, "5678");
            assertThat(new String(live.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("1234");
            assertThat(echo.heard()).isEqualTo(8);
            before.pass();
            assertThat(new String(live.getInputStream().readNBytes(4), StandardCharsets.US_ASCII))
                    .isEqualTo("5678");
        }
    }

    @Test
    void aHalfOpenConnectionIsAliveToItsClientAndGoneForTheServer() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.halfOpen();
            await().until(() -> echo.connections() == 0);
            RawEcho.send(live, "anybody?");
            live.setSoTimeout(200);
            assertThatThrownBy(() -> live.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            try (Socket fresh = new Socket(before.host(), before.port())) {
                assertThat(RawEcho.exchange(fresh, "new")).isEqualTo("new");
            }
            before.resetAll();
            assertThatThrownBy(() -> live.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void refusesWeatherThatCannotBe() {
        assertThatThrownBy(() -> proxy.slowReplies(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.jitter(Duration.ofMillis(2), Duration.ofMillis(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.jitter(Duration.ofMillis(-1), Duration.ofMillis(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        proxy.jitter(Duration.ofMillis(1), Duration.ofMillis(1), 1);
        try (MongoClient client = Clients.to(proxy.uri())) {
            ping(client);
        }
    }

    @Test
    void cutsAReplyInTheMiddle() throws Exception {
        try (RawEcho echo = RawEcho.start();
                FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
                Socket live = new Socket(before.host(), before.port())) {
            RawEcho.exchange(live, "warm");
            before.halfReply();
            RawEcho.send(live, "12345678");
            assertThat(RawEcho.readUntilItEnds(live)).isEqualTo("1234");
        }
    }

    @Test
    void makesTheDriverFailOnAHalfReply() {
        try (MongoClient client = Clients.impatient(proxy.uri() + "&retryReads=false")) {
            ping(client);
            proxy.halfReply();
            assertThatThrownBy(() -> things(client).countDocuments())
                    .isInstanceOfAny(MongoSocketReadException.class, MongoTimeoutException.class);
            proxy.pass();
            awaitPing(client);
        }
    }

    @Test
    void endsTheClientsConnectionWhenTheServerDiesOrIsNotThere() {
        try (MongoClient client = Clients.impatient(proxy.uri())) {
            ping(client);
            server.kill();
            assertThatThrownBy(() -> ping(client)).isInstanceOf(MongoException.class);
            server.restart();
            awaitPing(client);
        }
    }

    @Test
    void servesManyConnectionsWithOneThreadAndLeavesNoneBehind() throws Exception {
        try (RawEcho echo = RawEcho.start()) {
            FaultProxy before = FaultProxy.inFrontOf(echo.host(), echo.port());
            List<Socket> sockets =
                    IntStream.range(0, 50).mapToObj(i -> connect(before)).toList();
            for (Socket socket : sockets) {
                assertThat(RawEcho.exchange(socket, "hello")).isEqualTo("hello");
            }
            assertThat(before.connections()).isEqualTo(50);
            assertThat(proxyThreads()).as("this proxy's and the field's").isEqualTo(2);
            before.close();
            before.close();
            for (Socket socket : sockets) {
                assertThat(RawEcho.readUntilItEnds(socket)).isEmpty();
                socket.close();
            }
            await().until(() -> proxyThreads() == 1);
        }
    }

    private static Socket connect(FaultProxy proxy) {
        try {
            return new Socket(proxy.host(), proxy.port());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long proxyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meerkat-lab-proxy"))
                .count();
    }
}
