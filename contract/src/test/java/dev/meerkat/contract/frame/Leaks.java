package dev.meerkat.contract.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.lab.ClientThreads;
import dev.meerkat.lab.ProcessorPressure;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Threads and sockets before a deed, to compare with what is there after it.
 *
 * <p>Threads are Meerkat's and the driver's, told by their names; sockets are those of this machine that end at the server's port, both
 * ends counted, from Linux's own table. Where there is no such table, sockets are not compared.
 */
public final class Leaks {
    private final ProcessorPressure pressure = ProcessorPressure.sinceNow();
    private final int port;
    private final Set<Thread> threads;
    private final int sockets;

    private Leaks(int port) {
        awaitMonitors();
        this.port = port;
        this.threads = ClientThreads.alive();
        this.sockets = SocketTable.established(port);
    }

    /** What is there now. */
    public static Leaks before(ContractServer server) {
        return beforeOn(server.port());
    }

    /** What is there now, with sockets to another port than a server's own, for example a proxy's. */
    public static Leaks beforeOn(int port) {
        return new Leaks(port);
    }

    /** What measures round trips opens its socket half a second after its client; a socket that was on its way is none left behind. */
    private static void awaitMonitors() {
        await().pollInterval(Duration.ofMillis(20))
                .during(Duration.ofMillis(60))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().entrySet().stream()
                        .noneMatch(each -> each.getKey().getName().startsWith("cluster-rtt-")
                                && Stream.of(each.getValue()).anyMatch(Leaks::opens)));
    }

    private static boolean opens(StackTraceElement frame) {
        return frame.getClassName().endsWith("SocketDoor")
                || frame.getMethodName().equals("open");
    }

    /** Waits until no thread is there that was not before, and no more sockets; fails after {@code patience}, on a busy machine later, naming them. */
    public void awaitNone(Duration patience) {
        await().pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .atMost(pressure.allowing(patience))
                .untilAsserted(this::assertNone);
    }

    /** As {@link #awaitNone(Duration)}, now. */
    public void assertNone() {
        Set<Thread> extra = ClientThreads.alive();
        extra.removeAll(threads);
        assertThat(extra).as("threads left behind").isEmpty();
        assertThat(SocketTable.established(port)).as("sockets left behind").isLessThanOrEqualTo(sockets);
    }
}
