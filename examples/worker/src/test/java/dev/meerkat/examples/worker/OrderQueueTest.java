package dev.meerkat.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.Worker;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.model.Model;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the queue is told of each message; no broker is needed for that. */
final class OrderQueueTest {
    private static final String ORDER = "{\"item\": \"tea\", \"pieces\": 2}";

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Worker worker = registry.worker("orders", options -> options.uri(server.uri()));
    private final Model<Order> orders = worker.connection().model("Order", Order.class);
    private final OrderQueue queue = new OrderQueue(worker, new OrderDesk(orders));
    private final List<String> answers = new CopyOnWriteArrayList<>();

    /** Notes what it is told. */
    private final Channel channel = (Channel) Proxy.newProxyInstance(
            Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                answers.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                return null;
            });

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    private void take(long tag, String id, String text) {
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().messageId(id).build();
        queue.take(
                channel,
                new Delivery(
                        new Envelope(tag, false, "", OrderQueue.NAME),
                        properties,
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_message_is_acknowledged_when_it_is_stored_and_when_it_was_stored_before() {
        take(1, "one", ORDER);
        take(2, "one", ORDER);

        assertThat(answers).containsExactly("basicAck 1 false", "basicAck 2 false");
        assertThat(orders.count()).isOne();
    }

    @Test
    void messages_without_an_id_are_rejected_and_none_is_taken_for_the_other() {
        take(1, null, ORDER);
        take(2, null, ORDER);
        take(3, " ", ORDER);

        assertThat(answers).containsExactly("basicReject 1 false", "basicReject 2 false", "basicReject 3 false");
        assertThat(orders.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "5", "null", "{", "{\"item\": 5, \"pieces\": 1}", "{\"pieces\": 1}"})
    void what_is_no_order_is_rejected(String text) {
        take(1, "one", text);

        assertThat(answers).containsExactly("basicReject 1 false");
        assertThat(orders.count()).isZero();
    }

    @Test
    void what_cannot_be_written_now_goes_back_to_the_queue_after_a_pause() {
        worker.connection().close();

        take(1, "one", ORDER);

        assertThat(answers).as("at once").isEmpty();
        await().until(() -> answers.equals(List.of("basicReject 1 true")));
    }
}
