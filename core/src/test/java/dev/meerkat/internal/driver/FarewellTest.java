package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** C1: who closes a client silently stays silent, whoever else closes it too. */
class FarewellTest {
    private static final ClusterDescription CLUSTER =
            new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());

    private final Farewell farewell = new Farewell(null);

    private static MongoClient closedBy(Runnable closing) {
        return (MongoClient) Proxy.newProxyInstance(
                FarewellTest.class.getClassLoader(), new Class<?>[] {MongoClient.class}, (self, method, arguments) -> {
                    closing.run();
                    return null;
                });
    }

    @Test
    void C1_a_second_closer_who_is_done_does_not_let_the_first_one_talk() {
        MongoClient client = closedBy(() -> {
            CompletableFuture.runAsync(() -> farewell.closeSilently(closedBy(() -> {}), true))
                    .join();
            assertThatThrownBy(() -> farewell.select(CLUSTER)).isInstanceOf(MongoClientException.class);
        });

        farewell.closeSilently(client, true);

        assertThat(farewell.select(CLUSTER)).isEmpty();
    }
}
