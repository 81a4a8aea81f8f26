package dev.meerkat.examples.worker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Publishes orders one after the other; one counts as published when the broker has confirmed it. One that was not confirmed is published
 * again under the same id, which may put it into the queue twice.
 */
final class Publisher {
    private static final int PERSISTENT = 2;

    private final ConnectionFactory factory;

    Publisher(ConnectionFactory factory) {
        this.factory = factory;
        factory.setAutomaticRecoveryEnabled(false);
    }

    /** Begins to publish; the result has the ids. */
    CompletableFuture<List<String>> publish(String prefix, int many) {
        return CompletableFuture.supplyAsync(() -> {
            List<String> published = new ArrayList<>();
            while (published.size() < many) {
                publish(prefix, many, published);
            }
            return published;
        });
    }

    private void publish(String prefix, int many, List<String> published) {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(OrderQueue.NAME, true, false, false, null);
            channel.confirmSelect();
            while (published.size() < many) {
                String id = prefix + "-" + published.size();
                AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                        .messageId(id)
                        .deliveryMode(PERSISTENT)
                        .build();
                byte[] body = "{\"item\": \"tea\", \"pieces\": 2}".getBytes(StandardCharsets.UTF_8);
                channel.basicPublish("", OrderQueue.NAME, properties, body);
                if (channel.waitForConfirms(5_000)) {
                    published.add(id);
                }
            }
        } catch (IOException | TimeoutException | ShutdownSignalException | IllegalStateException brokerIsAway) {
            Thread.onSpinWait(); // again, with a new connection
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
