package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** C1: who closes a client silently stays silent, whoever else closes it too. */
class FarewellTest {
    private final Farewell farewell = new Farewell();

    private static MongoClient closedBy(Runnable closing) {
        return (MongoClient) Proxy.newProxyInstance(
                FarewellTest.class.getClassLoader(), new Class<?>[] {MongoClient.class}, (self, method, arguments) -> {
                    closing.run();
                    return null;
                });
    }

    /** Whether the calling thread is kept from a connection; its interrupt flag is clear afterwards. */
    private boolean keptFromAConnection() {
        farewell.asked();
        boolean kept = Thread.currentThread().isInterrupted();
        farewell.refused();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return kept;
    }

    @Test
    void C1_a_second_closer_who_is_done_does_not_let_the_first_one_talk() {
        boolean[] kept = {false};
        MongoClient client = closedBy(() -> {
            CompletableFuture.runAsync(() -> farewell.closeSilently(closedBy(() -> {})))
                    .join();
            kept[0] = keptFromAConnection();
        });

        farewell.closeSilently(client);

        assertThat(kept[0]).isTrue();
        assertThat(keptFromAConnection()).isFalse();
    }
}
