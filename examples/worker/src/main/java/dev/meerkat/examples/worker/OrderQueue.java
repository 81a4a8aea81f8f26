package dev.meerkat.examples.worker;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.meerkat.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders from the queue. No more are under way than the worker's pool serves, each on a thread of its own, and a message is acknowledged after the
 * database has acknowledged its document: what is lost in between comes again. The client finds a broker again by itself.
 */
final class OrderQueue {
    /** The durable queue. */
    static final String NAME = "orders";

    private static final Logger LOG = LoggerFactory.getLogger(OrderQueue.class);

    /** What could not be written now would come again at once; meanwhile the broker counts it as taken, and sends the less. */
    private static final Executor PAUSING = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final Worker worker;
    private final OrderDesk desk;
    private final ExecutorService hands;

    OrderQueue(Worker worker, OrderDesk desk) {
        this.worker = worker;
        this.desk = desk;
        this.hands = Executors.newFixedThreadPool(worker.capacity());
    }

    /** Begins to take orders, until the worker stops. */
    void consume(ConnectionFactory factory) throws IOException, TimeoutException {
        Connection broker = factory.newConnection("orders");
        Channel channel = broker.createChannel();
        channel.queueDeclare(NAME, true, false, false, null);
        channel.basicQos(worker.capacity());
        CancelCallback gone = tag -> LOG.warn("the broker has cancelled the consumer");
        String tag = channel.basicConsume(
                NAME, false, (consumer, delivery) -> hands.execute(() -> take(channel, delivery)), gone);
        worker.onStop(() -> quietly(() -> channel.basicCancel(tag)));
        worker.onFinished(() -> {
            hands.shutdown();
            quietly(broker::close);
        });
    }

    /** One message. */
    void take(Channel channel, Delivery delivery) {
        worker.run(
                () -> { // once it stops, the message stays unacknowledged and goes back to the queue
                    String id = delivery.getProperties().getMessageId();
                    OrderDesk.Outcome outcome = desk.take(id, new String(delivery.getBody(), StandardCharsets.UTF_8));
                    System.out.println(outcome + " " + id);
                    Executor answering = outcome == OrderDesk.Outcome.LATER ? PAUSING : Runnable::run;
                    answering.execute(() ->
                            quietly(() -> answer(channel, delivery.getEnvelope().getDeliveryTag(), outcome)));
                });
    }

    private static void answer(Channel channel, long delivery, OrderDesk.Outcome outcome) throws IOException {
        synchronized (channel) { // which is not meant for several threads at once
            switch (outcome) {
                case STORED, DUPLICATE -> channel.basicAck(delivery, false);
                case REJECTED -> channel.basicReject(delivery, false);
                case LATER -> channel.basicReject(delivery, true);
            }
        }
    }

    private interface Talk {
        void run() throws IOException;
    }

    /** A broker that is gone has taken its messages back, and sends them again when it returns. */
    private static void quietly(Talk talk) {
        try {
            talk.run();
        } catch (AlreadyClosedException | IOException gone) {
            LOG.info("the broker is not there reason={}", gone.getMessage());
        }
    }
}
