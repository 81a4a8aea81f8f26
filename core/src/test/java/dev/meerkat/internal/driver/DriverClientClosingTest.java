package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is closed while somebody opens or uses a socket of it. Time stands still, so every wait that a close is allowed lasts. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverClientClosingTest {
    private static final TimeSource STANDING = new TimeSource() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    /** Time that runs fast: whoever looks often enough has waited as long as a close may. */
    private final TimeSource hurrying = new TimeSource() {
        @Override
        public long nanos() {
            return looks.incrementAndGet() * Duration.ofMillis(20).toNanos();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    private final AtomicLong looks = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        listener.setSoTimeout(5_000);
    }

    @AfterEach
    void end() throws IOException {
        released.countDown();
        listener.close();
    }

    private DriverClient client(InetAddressResolver names) {
        return client("mongodb://" + somewhere() + "/", STANDING, names);
    }

    private String somewhere() {
        return "somewhere.example:" + listener.getLocalPort();
    }

    private static DriverClient client(String uri, TimeSource time, InetAddressResolver names) {
        ConnectionOptions options = ConnectionOptions.builder()
                .uri(uri)
                .connectTimeout(
                        Duration.ofSeconds(2)) // drivers before 5.6 close a monitor in its first handshake no sooner
                .customize(settings -> settings.inetAddressResolver(names))
                .build();
        return DriverClient.create(options, time, new Random(1), () -> {}, host -> {});
    }

    private void reachAndWait() {
        reached.countDown();
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException asAMonitorThatIsClosed) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The listener's address; whoever walks through it, on the way from the look-up to the socket, waits until released. */
    private List<InetAddress> slowAddresses() {
        List<InetAddress> addresses = List.of(listener.getInetAddress());
        return new AbstractList<>() {
            @Override
            public Stream<InetAddress> stream() {
                reachAndWait();
                return addresses.stream();
            }

            @Override
            public InetAddress get(int index) {
                return addresses.get(index);
            }

            @Override
            public int size() {
                return addresses.size();
            }
        };
    }

    private static Thread monitor(DriverClient client) {
        return client.threads().stream()
                .filter(thread -> thread.getName().contains("somewhere.example"))
                .findFirst()
                .orElseThrow();
    }

    /** Starts to close; returns once the closer waits for somebody, or is through. */
    private static Thread close(DriverClient client) {
        Thread closer = new Thread(client::close, "closer");
        closer.setDaemon(true);
        closer.start();
        while (closer.getState() != Thread.State.TIMED_WAITING && closer.isAlive()) {
            Thread.onSpinWait();
        }
        return closer;
    }

    @Test
    void O5_a_socket_that_a_monitor_is_opening_while_its_client_is_closed_does_not_stay_open() throws Exception {
        DriverClient client = client(host -> slowAddresses());
        reached.await();
        Thread monitor = monitor(client);
        Thread closer = close(client);

        released.countDown();
        try (Socket accepted = listener.accept()) {
            accepted.setSoTimeout(10_000);
            assertThat(accepted.getInputStream().readAllBytes())
                    .as("what came before the end of the stream")
                    .isNotNull();
        }
        closer.join();
        monitor.join();
    }

    @Test
    void C1_a_socket_whose_connect_outlasts_the_close_is_closed_when_it_comes() throws Exception {
        DriverClient client = client("mongodb://" + somewhere() + "/", hurrying, host -> slowAddresses());
        reached.await();
        Thread monitor = monitor(client);
        long enough = looks.get() + 9;
        Thread closer = close(client);
        while (closer.isAlive() && looks.get() < enough) {
            Thread.onSpinWait();
        }

        released.countDown();
        try (Socket accepted = listener.accept()) {
            accepted.setSoTimeout(10_000);
            assertThat(accepted.getInputStream().readAllBytes())
                    .as("what came before the end of the stream")
                    .isNotNull();
        }
        closer.join();
        monitor.join();
    }

    @Test
    void C1_a_close_does_not_wait_for_a_connect_while_other_sockets_are_open() throws Exception {
        AtomicReference<String> members = new AtomicReference<>("");
        try (BrokenServer primary = BrokenServer.that(WireServer.saying(
                () -> "isWritablePrimary: true, helloOk: true, setName: 'one', setVersion: 1, hosts: [" + members + "]",
                command -> BsonDocument.parse("{ok: 1}")))) {
            members.set("'" + primary.address() + "', '" + somewhere() + "'");
            DriverClient client = client(
                    "mongodb://" + primary.address() + "," + somewhere() + "/?replicaSet=one",
                    hurrying,
                    host -> host.equals("localhost") ? List.of(listener.getInetAddress()) : slowAddresses());
            reached.await();
            while (!client.facts().accepted()) {
                Thread.onSpinWait();
            }
            Thread monitor = monitor(client);

            client.close();

            assertThat(monitor.isAlive()).isTrue();
            assertThat(client.stuck(monitor)).isTrue();
        }
    }

    @Test
    void C1_a_close_does_not_wait_for_a_look_up_and_the_monitor_inside_opens_no_socket_afterwards() throws Exception {
        DriverClient client = client(host -> {
            reachAndWait();
            return List.of(listener.getInetAddress());
        });
        reached.await();
        Thread monitor = monitor(client);
        client.close();
        assertThat(monitor.isAlive()).isTrue();

        released.countDown();
        monitor.join();
        listener.setSoTimeout(1);
        assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void O5_a_client_is_not_closed_while_a_verification_uses_it() throws Exception {
        WireServer server = WireServer.saying("isWritablePrimary: true, helloOk: true", command -> {
            if (command.getFirstKey().equals("ping")) {
                reachAndWait();
            }
            return BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}");
        });
        try (BrokenServer broken = BrokenServer.on(listener, server)) {
            DriverClient client = client(host -> List.of(listener.getInetAddress()));
            Thread verifier = new Thread(() -> client.verify("a", Duration.ofSeconds(20)), "verifier");
            verifier.start();
            reached.await();
            Thread closer = close(client);
            assertThat(closer.isAlive()).isTrue();

            released.countDown();
            closer.join();
            verifier.join();
            assertThat(broken.accepted()).isGreaterThanOrEqualTo(2);
        }
    }
}
