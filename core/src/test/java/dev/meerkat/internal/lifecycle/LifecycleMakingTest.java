package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Driver clients that come too late, or that nobody could be told of: none stays behind. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleMakingTest {
    private final LifecycleRig rig = new LifecycleRig("c");
    private final List<MongoClient> made = new CopyOnWriteArrayList<>();
    private Lifecycle lifecycle;

    /** The driver's first client takes longer than an attempt here. */
    @BeforeAll
    static void loadTheDriver() {
        MongoClients.create("mongodb://127.0.0.1:1/").close();
    }

    @AfterEach
    void close() throws Exception {
        lifecycle.close().get();
    }

    private void open(RetryPolicy retry, Consumer<MongoClient> whenMade) {
        lifecycle = rig.lifecycle(client -> {
            made.add(client);
            whenMade.accept(client);
        });
        lifecycle.open(ConnectionOptions.builder()
                .uri("mongodb://127.0.0.1:1/")
                .serverSelectionTimeout(Duration.ofMillis(200))
                .retry(retry)
                .startup(Startup.BACKGROUND)
                .build());
    }

    private long failedAttempts() {
        return rig.dispatcher.timeline().stream()
                .filter(event -> event.name().equals("ConnectAttemptFailed"))
                .count();
    }

    private static boolean closed(MongoClient client) {
        try (ClientSession session = client.startSession()) {
            return session.getServerSession().isClosed();
        } catch (IllegalStateException expected) {
            return true;
        }
    }

    @Test
    void O5_a_client_that_is_ready_after_its_attempt_was_given_up_is_closed() throws Exception {
        open(RetryPolicy.fixed(Duration.ofMillis(500)), client -> {
            while (made.indexOf(client) == 0 && failedAttempts() == 0) {
                Thread.onSpinWait();
            }
        });
        while (made.size() < 3) {
            Thread.onSpinWait();
        }
        lifecycle.close().get();

        assertThat(made).allMatch(LifecycleMakingTest::closed);
    }

    @Test
    void O5_a_client_that_nobody_could_be_told_of_is_closed() throws Exception {
        open(RetryPolicy.fixed(Duration.ofMillis(50)), client -> {
            throw new IllegalStateException("not now");
        });
        while (failedAttempts() < 2) {
            Thread.onSpinWait();
        }
        lifecycle.close().get();

        assertThat(made).hasSizeGreaterThanOrEqualTo(2).allMatch(LifecycleMakingTest::closed);
    }

    @Test
    void O3_a_driver_without_a_method_that_is_needed_ends_the_connect_with_its_name() throws Exception {
        open(RetryPolicy.fixed(Duration.ofMinutes(1)), client -> {
            throw new NoSuchMethodError("'void com.mongodb.client.MongoClient.appendMetadata(java.lang.Object)'");
        });
        while (failedAttempts() == 0) {
            Thread.onSpinWait();
        }
        rig.cell.awaitOther(ConnectionState.CONNECTING, Duration.ofSeconds(20).toNanos());

        assertThat(rig.cell.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.cell.snapshot().diagnosis().problem()).isEqualTo(Problem.CLASS_PATH);
        assertThat(rig.cell.snapshot().diagnosis().message()).contains("MongoClient.appendMetadata");
        assertThat(made).hasSize(1).allMatch(LifecycleMakingTest::closed);
    }
}
