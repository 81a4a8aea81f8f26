package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import dev.meerkat.stats.DrainReport;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closes that meet a driver client between its making and its service. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleClosingTest {
    private final LifecycleRig rig = new LifecycleRig("c");
    private final CountDownLatch lookedUp = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @AfterEach
    void answer() {
        answered.countDown();
    }

    private Lifecycle lifecycle(Consumer<MongoClient> whenMade) {
        return rig.lifecycle(whenMade);
    }

    /** A name server that answers after the test, whose caller no interrupt wakes. */
    private ConnectionOptions unanswered() {
        InetAddressResolver names = host -> {
            lookedUp.countDown();
            await(answered);
            throw new UnknownHostException(host);
        };
        return ConnectionOptions.builder()
                .uri("mongodb://nowhere.example/")
                .customize(settings -> settings.inetAddressResolver(names))
                .build();
    }

    private static void await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignoredAsInARealLookUp) {
                // Again.
            }
        }
    }

    @Test
    void C1_a_monitor_in_a_look_up_is_named_although_the_close_came_before_its_client_was_in_service()
            throws Exception {
        Lifecycle lifecycle = lifecycle(made -> await(cancelled));
        Session session = ((Lifecycle.Opening.Running) lifecycle.open(unanswered())).session();
        lookedUp.await();
        var closing = lifecycle.close();
        while (session.live()) {
            Thread.onSpinWait();
        }
        cancelled.countDown();
        DrainReport report = closing.get();

        assertThat(report.lingering()).isNotEmpty().allMatch(LifecycleClosingTest::ofMonitorOrMaker);
    }

    /** The maker only where the machine did not let it end in time. */
    private static boolean ofMonitorOrMaker(String thread) {
        return thread.startsWith("cluster-") || thread.equals("meerkat-c-connect");
    }

    @Test
    void C1_a_monitor_in_a_look_up_that_an_earlier_attempt_left_behind_is_named() throws Exception {
        Lifecycle lifecycle = lifecycle(made -> {});
        ConnectionOptions options = unanswered().toBuilder()
                .serverSelectionTimeout(Duration.ofMillis(50))
                .retry(RetryPolicy.fixed(Duration.ofMinutes(1)))
                .startup(Startup.BACKGROUND)
                .build();
        lifecycle.open(options);
        lookedUp.await();
        while (rig.dispatcher.timeline().stream()
                .noneMatch(event -> event.name().equals("ConnectAttemptFailed"))) {
            Thread.onSpinWait();
        }
        List<String> lingering = lifecycle.close().get().lingering();

        assertThat(lingering).hasSize(1).allMatch(thread -> thread.contains("nowhere.example"));
    }
}
