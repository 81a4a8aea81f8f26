package dev.meerkat.contract.child;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.Worker;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.event.Drained;
import dev.meerkat.options.ConnectionOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;

/**
 * An application that is at work when a signal comes. It says on standard output, in lines that begin with {@code ##}, what happens to it,
 * answers {@code state} on standard input with its connection's state, and ends when standard input does.
 *
 * <p>Arguments: the server's URI, then the way it treats signals, then what it is at work with.
 */
public final class SignalledProgram {
    /** The application name of its connection, for fail points. */
    public static final String APPLICATION = "signalled";

    /** How many threads work. */
    public static final int WORKERS = 50;

    private final Connection connection;
    private final CountDownLatch draining = new CountDownLatch(1);

    private SignalledProgram(Connection connection) {
        this.connection = connection;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        ConnectionOptions.Builder options = ConnectionOptions.builder()
                .uri(arguments[0])
                .appName(APPLICATION)
                .maxPoolSize(10)
                .closeGrace(Duration.ofSeconds(arguments[2].equals("stuck") ? 120 : 20));
        if (arguments[1].equals("option")) {
            options.signals(true);
        }
        Connection connection = arguments[1].equals("init") ? init(arguments[0]) : Meerkat.connect(options.build());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("hook " + connection.state())));
        SignalledProgram program = new SignalledProgram(connection);
        handleSignals(arguments[1]);
        program.tell();
        program.work(arguments[2]);
        if (arguments[2].equals("leaving")) {
            program.awaitDraining(); // and leaves no thread behind that would keep the JVM alive
            return;
        }
        program.answer();
    }

    private static Connection init(String uri) {
        System.setProperty("MONGO_URI", uri);
        return Meerkat.initMongo();
    }

    private static void handleSignals(String way) {
        switch (way) {
            case "call" -> Meerkat.closeOnSignals();
            case "twice" -> {
                Meerkat.closeOnSignals();
                Meerkat.closeOnSignals();
            }
            case "throwing" ->
                Meerkat.closeOnSignals(signal -> {
                    throw new IllegalStateException("no code for " + signal);
                });
            case "seven" -> Meerkat.closeOnSignals(signal -> 7);
            default -> {
                // by option, or not at all
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println("## " + line);
        System.out.flush();
    }

    private void tell() {
        connection.on(Disconnecting.class, event -> {
            say("draining");
            draining.countDown();
        });
        connection.on(
                Drained.class,
                event -> say("drained finished=" + event.report().finished() + " forced="
                        + event.report().forced()));
    }

    private MongoCollection<Document> jobs() {
        return connection.client().getDatabase("signals").getCollection("jobs");
    }

    private void work(String kind) {
        switch (kind) {
            case "callbacks", "leaving" -> workers(this::inCallback);
            case "inserts" -> workers(this::insert);
            case "stuck" -> stuck();
            case "worker" -> worker();
            case "hanging worker" -> hangingWorker();
            default -> {
                // idle
            }
        }
        say("ready");
    }

    private void workers(java.util.function.IntConsumer job) {
        for (int i = 0; i < WORKERS; i++) {
            int number = i;
            Thread worker = new Thread(() -> run(job, number), "worker-" + i);
            worker.setDaemon(true);
            worker.start();
        }
        while (connection.status().inFlight() < WORKERS) {
            Thread.onSpinWait();
        }
    }

    private static void run(java.util.function.IntConsumer job, int number) {
        try {
            job.accept(number);
            say("ok " + number);
        } catch (RuntimeException failure) {
            say("failed " + number + " " + failure);
        }
    }

    private void insert(int number) {
        jobs().insertOne(new Document("_id", number));
    }

    private void inCallback(int number) {
        jobs().find().limit(1).forEach(row -> {
            awaitDraining();
            insert(number);
        });
    }

    private void awaitDraining() {
        awaits(draining);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stuck() {
        MongoCursor<Document> cursor = jobs().find().batchSize(2).cursor();
        cursor.next();
    }

    /** A worker with as many pieces of work as its pool serves, which end after it was told to stop. */
    private void worker() {
        Worker mailer = Meerkat.worker(
                "mailer",
                options -> options.uri(connection.options().uri().reveal()).closeGrace(Duration.ofSeconds(20)));
        mailer.connection().on(Closed.class, event -> say("mailer closed"));
        CountDownLatch stopping = new CountDownLatch(1);
        mailer.onStop(() -> {
            say("mailer takes no more");
            stopping.countDown();
        });
        mailer.onFinished(() -> say("mailer lets go"));
        for (int i = 0; i < mailer.capacity(); i++) {
            int number = i;
            Worker.Taken taken = mailer.take().orElseThrow();
            new Thread(() -> {
                        awaits(stopping);
                        run(
                                piece -> mailer.connection()
                                        .client()
                                        .getDatabase("signals")
                                        .getCollection("jobs")
                                        .insertOne(new Document("_id", piece)),
                                number);
                        taken.close();
                    })
                    .start();
        }
    }

    /** A worker with a piece of work that never ends. */
    private void hangingWorker() {
        Worker mailer = Meerkat.worker(
                "mailer",
                options -> options.uri(connection.options().uri().reveal()).closeGrace(Duration.ofSeconds(120)));
        mailer.onStop(() -> say("mailer takes no more"));
        Worker.Taken taken = mailer.take().orElseThrow();
        mailer.onFinished(taken::close); // never before the grace is over
    }

    private void answer() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            say("state " + connection.state());
        }
        Runtime.getRuntime().halt(99);
    }
}
