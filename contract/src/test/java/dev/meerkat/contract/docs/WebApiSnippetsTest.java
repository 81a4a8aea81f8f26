package dev.meerkat.contract.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Worker;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the chapter on web APIs, run on the embedded server. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class WebApiSnippetsTest {
    private final EmbeddedServer mongo = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final WebServer server = new WebServer();

    record Order(String id, String item) {}

    record Answer(int status, String text) {}

    /** What the chapter calls a server. */
    private static final class WebServer {
        private final List<String> told = new ArrayList<>();

        void acceptNoMore() {
            told.add("accept no more");
        }

        void stop() {
            told.add("stop");
        }
    }

    @AfterEach
    void end() {
        registry.stopNotice(Duration.ZERO);
        registry.close();
        mongo.close();
    }

    private static Answer answer(Worker api, Model<Order> orders, Order order) {
        // tag::web-request[]
        Optional<Worker.Taken> taken = api.take();
        if (taken.isEmpty()) {
            return new Answer(503, "STOPPING"); // not begun: it may be sent again
        }
        try {
            orders.create(order);
            return new Answer(201, order.id());
        } catch (ConnectionUnavailableException e) {
            return new Answer(503, e.problemCode()); // with Retry-After: 1
        } finally {
            taken.get().close(); // a server that sends by itself: when the answer is sent
        }
        // end::web-request[]
    }

    @Test
    void requests() {
        registry.connect(mongo.uri()); // where the worker goes too
        // tag::web-worker[]
        Worker api = registry.worker(
                "orders",
                o -> o.maxPoolSize(20)
                        .bufferTimeout(ofSeconds(3)) // at the gate, while there is no connection
                        .serverSelectionTimeout(ofSeconds(3)) // in the driver, after a first attempt failed
                        .waitQueueTimeout(ofSeconds(3))); // for a pooled connection
        // end::web-worker[]
        Model<Order> orders = api.connection().model("Order", Order.class);
        assertThat(answer(api, orders, new Order("o-1", "tea"))).isEqualTo(new Answer(201, "o-1"));
        api.stop();
        assertThat(answer(api, orders, new Order("o-2", "tea"))).isEqualTo(new Answer(503, "STOPPING"));
    }

    @Test
    void stop() {
        Worker api = registry.worker("orders", o -> o.uri(mongo.uri()));
        // tag::web-stop[]
        registry.stopNotice(ofSeconds(5)); // for so long readiness says no, and everything works as before
        api.onStop(server::acceptNoMore);
        api.onFinished(server::stop);
        // end::web-stop[]
        registry.stopNotice(Duration.ofMillis(1));
        registry.close();
        assertThat(server.told).containsExactly("accept no more", "stop");
    }
}
