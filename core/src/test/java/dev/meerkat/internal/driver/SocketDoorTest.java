package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** O5, S16: who may look a name up, and so open a socket. */
final class SocketDoorTest {
    private static final String ROUND_TRIPS = "cluster-rtt-ClusterId{value='6b07c9eb8df511a2dd84dbe1'}-a:1";
    private static final String MONITOR = "cluster-ClusterId{value='6b07c9eb8df511a2dd84dbe1'}-a:1";

    private final AtomicInteger asked = new AtomicInteger();
    private final SocketDoor door = new SocketDoor(host -> {
        asked.incrementAndGet();
        return List.of(InetAddress.getLoopbackAddress());
    });
    private final CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();

    private Thread lookUp(String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        found.complete(door.lookupByName("a"));
                    } catch (UnknownHostException refused) {
                        found.completeExceptionally(refused);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void assertRefused() {
        assertThatThrownBy(found::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void S16_the_thread_that_measures_round_trips_to_a_member_just_dropped_opens_no_socket() {
        lookUp(ROUND_TRIPS).interrupt();
        assertRefused();
    }

    @Test
    void O5_the_thread_that_measures_round_trips_leaves_when_the_client_is_closed() {
        lookUp(ROUND_TRIPS);
        door.shut();
        assertRefused();
    }

    @Test
    void S16_the_thread_that_measures_round_trips_to_a_member_that_stays_goes_through() {
        lookUp(ROUND_TRIPS);
        assertThat(found.join()).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void S16_a_monitor_waits_for_nothing_even_when_it_is_interrupted() {
        lookUp(MONITOR).interrupt();
        assertThat(found.join()).hasSize(1);
    }
}
