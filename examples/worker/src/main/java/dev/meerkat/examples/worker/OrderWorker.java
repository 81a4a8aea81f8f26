package dev.meerkat.examples.worker;

import com.rabbitmq.client.ConnectionFactory;
import dev.meerkat.Meerkat;
import dev.meerkat.Worker;
import dev.meerkat.model.Model;
import java.util.Objects;

/**
 * The program: a worker named {@code orders} between {@code RABBITMQ_URI} and {@code MONGO_URI}. SIGTERM stops it in order: it takes no more orders, finishes
 * what it took, lets go of the queue, drains, and exits with 143.
 */
public final class OrderWorker {
    private OrderWorker() {}

    /** Runs until a signal comes. */
    public static void main(String[] arguments) throws Exception {
        Worker worker = Meerkat.worker("orders");
        Meerkat.closeOnSignals();
        Model<Order> orders = worker.connection().model("Order", Order.class);

        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(Objects.requireNonNullElse(System.getenv("RABBITMQ_URI"), "amqp://127.0.0.1"));
        factory.setNetworkRecoveryInterval(500);
        new OrderQueue(worker, new OrderDesk(orders)).consume(factory);
        System.out.println("ready");
    }
}
