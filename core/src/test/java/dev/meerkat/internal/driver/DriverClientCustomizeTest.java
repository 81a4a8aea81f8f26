package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerSettings;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The option {@code customize} has the last word on the driver's settings, and Meerkat judges by what it said. Source: contract §4, O3, S4. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverClientCustomizeTest {
    private final Semaphore pokes = new Semaphore(0);
    private BrokenServer server;
    private DriverClient client;

    /** Serves with this {@code hello}, and its own address in the place of {@code ME}. */
    private void serving(String hello) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        String own = hello.replace("ME", "'localhost:" + listener.getLocalPort() + "'");
        server = BrokenServer.on(
                listener,
                WireServer.saying(
                        own, command -> BsonDocument.parse("{ok: 1, cursor: {id: 0, ns: 'a.b', firstBatch: []}}")));
    }

    private void servingStandalone() throws IOException {
        serving("isWritablePrimary: true, helloOk: true");
    }

    @AfterEach
    void end() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private DriverClient customized(ConnectionOptions.Builder options, Consumer<MongoClientSettings.Builder> last) {
        ConnectionOptions whole =
                options.uri("mongodb://" + server.address()).customize(last).build();
        client = DriverClient.create(whole, TimeSource.SYSTEM, new Random(1), pokes::release, cleared -> {});
        return client;
    }

    private DriverClient customized(Consumer<MongoClientSettings.Builder> last) {
        return customized(ConnectionOptions.builder(), last);
    }

    /** Looks at every poke, as the guard does. */
    private void awaitFact(BooleanSupplier fact) throws InterruptedException {
        while (!fact.getAsBoolean()) {
            pokes.acquire();
        }
    }

    private Problem fatal() throws InterruptedException {
        Evidence evidence = client.facts().evidence();
        awaitFact(() -> evidence.fatal().isPresent());
        return evidence.fatal().map(Diagnosis::problem).orElseThrow();
    }

    @Test
    void O3_a_set_name_given_in_customize_is_what_the_server_is_judged_by() throws Exception {
        serving("isWritablePrimary: true, helloOk: true, setName: 'a', hosts: [ME], me: ME");
        customized(settings -> settings.applyToClusterSettings(cluster -> cluster.requiredReplicaSetName("other")));

        assertThat(fatal()).isEqualTo(Problem.WRONG_SET_NAME);
    }

    @Test
    void S4_listeners_replaced_as_a_whole_in_customize_do_not_cost_Meerkat_its_own() throws Exception {
        servingStandalone();
        CountDownLatch told = new CountDownLatch(1);
        ServerListener own = new ServerListener() {
            @Override
            public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
                told.countDown();
            }
        };
        customized(settings -> settings.applyToServerSettings(each -> each.applySettings(
                        ServerSettings.builder().addServerListener(own).build()))
                .applyToConnectionPoolSettings(each ->
                        each.applySettings(ConnectionPoolSettings.builder().build()))
                .applyToClusterSettings(each -> each.clusterListenerList(List.of())));
        client.verify("a", Duration.ofSeconds(10));

        awaitFact(() -> client.facts().heardAt(server.address()) != null);
        assertThat(client.pools()).hasSize(1);
        assertThat(client.facts().clusterId()).isNotNull();
        told.await();
    }

    @Test
    void a_read_preference_given_in_customize_is_what_a_read_only_connection_is_for() throws Exception {
        serving("isWritablePrimary: false, secondary: true, helloOk: true, setName: 'a', hosts: [ME], me: ME");
        customized(
                ConnectionOptions.builder().readOnly(true),
                settings -> settings.readPreference(ReadPreference.secondary())
                        .applyToClusterSettings(cluster -> cluster.requiredReplicaSetName("a")));

        awaitFact(() -> client.facts().accepted());
        client.verify("a", Duration.ofSeconds(10));
    }
}
