package dev.meerkat.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.meerkat.examples.worker.OrderDesk.Outcome;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ServerBinary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The worker between a real RabbitMQ and a MongoDB server of its own, while one of the three is ended in mid-flow: every published message ends
 * in exactly one document. Prints what was counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class OrderWorkerIT {
    private static final int MESSAGES = 500;
    private static final int MID_FLOW = 100;

    private Broker broker;
    private ExternalServer mongo;
    private MongoClient client;

    @BeforeAll
    void start() throws Exception {
        need(Broker.present(), Boolean.parseBoolean(System.getenv("MEERKAT_REQUIRE_RABBITMQ")), Broker.absence());
        need(ExternalServer.available(), ServerBinary.required(), ServerBinary.absence());
        broker = Broker.start();
        mongo = ExternalServer.builder().syncOnCommit().start();
        client = MongoClients.create(mongo.uri());
    }

    private static void need(boolean present, boolean required, String absence) {
        if (!present && required) {
            Assertions.fail(absence);
        }
        Assumptions.assumeTrue(present, absence);
    }

    @AfterAll
    void end() throws Exception {
        if (client != null) {
            client.close();
        }
        if (mongo != null) {
            mongo.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        orders().deleteMany(new Document());
        try (Connection connection = broker.factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(OrderQueue.NAME);
            channel.queueDeclare(OrderQueue.NAME, true, false, false, null);
        }
    }

    private MongoCollection<Document> orders() {
        return client.getDatabase("shop").getCollection("orders");
    }

    private WorkerProcess worker() throws Exception {
        return WorkerProcess.start(mongo.uri() + "shop?serverSelectionTimeoutMS=2000", broker.uri());
    }

    private CompletableFuture<List<String>> publishing(String prefix) {
        return new Publisher(broker.factory()).publish(prefix, MESSAGES);
    }

    private long queued() throws Exception {
        try (Connection connection = broker.factory().newConnection();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(OrderQueue.NAME);
        }
    }

    /** Waits until nothing is left to do, and compares. */
    private void assertEachOnce(String fault, CompletableFuture<List<String>> publishing, WorkerProcess... workers)
            throws Exception {
        List<String> published = publishing.get(60, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> orders().countDocuments() >= published.size() && queued() == 0);
        WorkerProcess last = workers[workers.length - 1];
        assertThat(last.terminate()).as(last.toString()).isEqualTo(143);
        List<String> stored = orders().find().map(each -> each.getString("_id")).into(new ArrayList<>());
        long duplicated = sum(Outcome.DUPLICATE, workers);
        long consumed = sum(Outcome.STORED, workers) + duplicated + sum(Outcome.LATER, workers);

        System.out.println(fault + ": published " + published.size() + ", consumed " + consumed + ", stored "
                + stored.size() + ", duplicated " + duplicated);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(published);
        assertThat(queued()).isZero();
        assertThat(sum(Outcome.REJECTED, workers)).isZero();
    }

    private static long sum(Outcome outcome, WorkerProcess... workers) {
        return Stream.of(workers).mapToLong(each -> each.count(outcome)).sum();
    }

    @Test
    void sigterm_in_mid_flow_finishes_what_was_taken_and_leaves_the_rest_in_the_queue() throws Exception {
        try (WorkerProcess first = worker()) {
            CompletableFuture<List<String>> publishing = publishing("term");
            first.awaitStored(MID_FLOW);

            assertThat(first.terminate()).as(first.toString()).isEqualTo(143);

            assertThat(orders().countDocuments())
                    .as("each that was begun is told")
                    .isEqualTo(first.count(Outcome.STORED))
                    .isLessThan(MESSAGES);
            try (WorkerProcess second = worker()) {
                assertEachOnce("SIGTERM of the worker", publishing, first, second);
                assertThat(sum(Outcome.DUPLICATE, first, second))
                        .as("nothing was done twice")
                        .isZero();
            }
        }
    }

    @Test
    void sigkill_of_the_worker_in_mid_flow_lets_the_next_one_do_what_was_not_acknowledged() throws Exception {
        try (WorkerProcess first = worker()) {
            CompletableFuture<List<String>> publishing = publishing("kill");
            first.awaitStored(MID_FLOW);

            first.kill();

            assertThat(orders().countDocuments()).isLessThan(MESSAGES);
            try (WorkerProcess second = worker()) {
                assertEachOnce("SIGKILL of the worker", publishing, first, second);
            }
        }
    }

    @Test
    void sigkill_of_mongodb_in_mid_flow_is_waited_out() throws Exception {
        try (WorkerProcess worker = worker()) {
            CompletableFuture<List<String>> publishing = publishing("mongo");
            worker.awaitStored(MID_FLOW);

            mongo.kill();
            mongo.restart();

            assertThat(orders().countDocuments()).isLessThan(MESSAGES);
            assertEachOnce("SIGKILL of MongoDB", publishing, worker);
        }
    }

    @Test
    void a_restart_of_rabbitmq_in_mid_flow_is_waited_out() throws Exception {
        try (WorkerProcess worker = worker()) {
            CompletableFuture<List<String>> publishing = publishing("rabbit");
            worker.awaitStored(MID_FLOW);

            broker.restart();

            assertEachOnce("restart of RabbitMQ", publishing, worker);
        }
    }

    @Test
    void what_is_no_order_is_rejected_and_holds_up_nothing() throws Exception {
        try (WorkerProcess worker = worker();
                Connection connection = broker.factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.basicPublish("", OrderQueue.NAME, null, "no order".getBytes(StandardCharsets.UTF_8));

            await().atMost(Duration.ofSeconds(10)).until(() -> worker.count(Outcome.REJECTED) == 1);

            assertThat(worker.terminate()).isEqualTo(143);
            assertThat(queued()).isZero();
            assertThat(orders().countDocuments()).isZero();
        }
    }
}
