package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.internal.gate.ForcedDrain;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client says to the server when it is closed, and that a close never waits for an answer which does not come. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverClientFarewellTest {
    private static final String PRIMARY = "isWritablePrimary: true, helloOk: true, logicalSessionTimeoutMinutes: 30";
    private static final String BALANCER = "isWritablePrimary: true, helloOk: true, logicalSessionTimeoutMinutes: 30,"
            + " msg: 'isdbgrid', serviceId: {$oid: '000000000000000000000001'}";
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean silent;

    @AfterEach
    void release() {
        released.countDown();
    }

    /** Answers everything, but {@code hold}, and nothing once it is silent, before the test's end. */
    private BrokenServer server(String hello) throws IOException {
        return BrokenServer.that(WireServer.saying(hello, command -> {
            heard.add(command.getFirstKey());
            if (command.containsKey("hold")) {
                held.countDown();
            }
            if (silent || command.containsKey("hold")) {
                await(released);
            }
            return BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}");
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException asTheTestEnds) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConnectionOptions.Builder options(BrokenServer server, String parameters) {
        return ConnectionOptions.builder()
                .uri("mongodb://" + server.address() + "/" + parameters)
                .waitQueueTimeout(LONG);
    }

    private static DriverClient verified(ConnectionOptions options) {
        DriverClient client = DriverClient.create(options, TimeSource.SYSTEM, new Random(1), () -> {}, host -> {});
        client.verify("a", Duration.ofSeconds(20));
        return client;
    }

    /** Occupies the pool's only connection until the test ends; leaves a session that the close might give back. */
    private Thread occupy(DriverClient client) {
        MongoDatabase database = client.generation().client().getDatabase("a");
        try (ClientSession other = client.generation().client().startSession()) {
            Thread thread = new Thread(() -> database.runCommand(new Document("hold", 1)), "occupant");
            thread.setDaemon(true);
            thread.start();
            await(held);
            assertThat(other.getServerSession().isClosed()).isFalse();
            return thread;
        }
    }

    @Test
    void C1_a_client_whose_server_answers_gives_its_sessions_back() throws IOException {
        try (BrokenServer server = server(PRIMARY)) {
            verified(options(server, "").build()).close();

            assertThat(heard).contains("endSessions");
        }
    }

    @Test
    void C1_a_client_behind_a_load_balancer_gives_its_sessions_back() throws IOException {
        try (BrokenServer server = server(BALANCER)) {
            verified(options(server, "?loadBalanced=true").build()).close();

            assertThat(heard).contains("endSessions");
        }
    }

    @Test
    void C1_a_forced_close_does_not_queue_for_a_pooled_connection() throws Exception {
        closesWhileItsPoolIsOccupied(PRIMARY, "");
    }

    @Test
    void C1_a_forced_close_does_not_queue_behind_a_load_balancer() throws Exception {
        closesWhileItsPoolIsOccupied(BALANCER, "?loadBalanced=true");
    }

    private void closesWhileItsPoolIsOccupied(String hello, String parameters) throws Exception {
        try (BrokenServer server = server(hello)) {
            DriverClient client =
                    verified(options(server, parameters).maxPoolSize(1).build());
            Thread occupant = occupy(client);
            ForcedDrain.of(client.generation());

            client.close();

            assertThat(occupant.isAlive()).as("the work still holds the pool").isTrue();
            assertThat(heard).doesNotContain("endSessions");
            assertThat(Thread.interrupted()).as("the closer was interrupted").isFalse();
            released.countDown();
            occupant.join();
        }
    }

    @Test
    void C1_a_close_does_not_wait_for_a_server_that_fell_silent() throws IOException {
        try (BrokenServer server = server(PRIMARY)) {
            DriverClient client = verified(options(server, "").build());
            silent = true;

            client.close();

            assertThat(heard).doesNotContain("endSessions");
        }
    }

    @Test
    void C1_a_close_does_not_wait_for_a_silent_load_balancer() throws IOException {
        try (BrokenServer server = server(BALANCER)) {
            DriverClient client = verified(options(server, "?loadBalanced=true").build());
            silent = true;

            client.close();

            assertThat(heard).doesNotContain("endSessions");
        }
    }

    @Test
    void C1_the_selector_that_an_application_set_is_asked_all_the_same() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (BrokenServer server = server(PRIMARY)) {
            DriverClient client = verified(options(server, "")
                    .customize(settings -> settings.applyToClusterSettings(cluster -> cluster.serverSelector(known -> {
                        asked.incrementAndGet();
                        return known.getServerDescriptions();
                    })))
                    .build());
            assertThat(asked).hasPositiveValue();
            client.close();
        }
    }
}
