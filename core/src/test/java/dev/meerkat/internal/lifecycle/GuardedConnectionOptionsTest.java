package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which options a connection says it has, while somebody opens it with others. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class GuardedConnectionOptionsTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Test
    void S10_options_of_an_open_are_not_pushed_out_by_somebody_who_asked_before_it() throws Exception {
        GuardedConnection connection = new GuardedConnection("c", this::slowly);
        CompletableFuture<ConnectionOptions> early = CompletableFuture.supplyAsync(connection::options);
        asked.await();

        ConnectionOptions wanted = ConnectionOptions.builder()
                .uri("mongodb://127.0.0.1:1/shop")
                .startup(Startup.BACKGROUND)
                .build();
        connection.with(wanted).openInBackground();
        opened.countDown();

        assertThat(early.get()).isSameAs(wanted);
        assertThat(connection.options()).isSameAs(wanted);
        assertThat(connection.database().getName()).isEqualTo("shop");
        connection.close();
    }

    private ConnectionOptions slowly(ConnectionOptions stated) {
        asked.countDown();
        try {
            opened.await();
        } catch (InterruptedException asTheTestEnds) {
            Thread.currentThread().interrupt();
        }
        return stated;
    }
}
