package dev.meerkat.examples.worker;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A RabbitMQ of the test's own: its data in a folder of its own, its ports and its port mapper too. Closing it ends it and removes the folder. */
final class Broker implements AutoCloseable {
    private static final String PROGRAM = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder = Files.createTempDirectory("meerkat-rabbitmq");
    private final int port = FreePort.next();
    private final int mapperPort = FreePort.next();
    private final int nodesPort = FreePort.next();
    private final Process mapper;
    private @Nullable Process process;

    private Broker() throws IOException {
        mapper = new ProcessBuilder("epmd", "-port", String.valueOf(mapperPort), "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("epmd.log").toFile())
                .start();
    }

    /** The server's program, where Debian's package puts it. */
    static boolean present() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /** Why a test cannot run, and what helps. */
    static String absence() {
        return "no RabbitMQ found at " + PROGRAM + ". Fix: apt-get install rabbitmq-server";
    }

    static Broker start() throws IOException {
        Broker broker = new Broker();
        broker.run();
        return broker;
    }

    private void run() throws IOException {
        ProcessBuilder server = new ProcessBuilder(PROGRAM);
        server.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "ERL_EPMD_PORT",
                        String.valueOf(mapperPort),
                        "ERL_EPMD_ADDRESS",
                        "127.0.0.1",
                        "RABBITMQ_NODENAME",
                        "meerkat" + port + "@localhost",
                        "RABBITMQ_NODE_IP_ADDRESS",
                        "127.0.0.1",
                        "RABBITMQ_NODE_PORT",
                        String.valueOf(port),
                        "RABBITMQ_DIST_PORT",
                        String.valueOf(nodesPort),
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1}"));
        Stream.of(
                        "MNESIA_BASE",
                        "LOG_BASE",
                        "CONFIG_FILE",
                        "CONF_ENV_FILE",
                        "ENABLED_PLUGINS_FILE",
                        "PID_FILE",
                        "GENERATED_CONFIG_DIR")
                .forEach(each -> server.environment()
                        .put("RABBITMQ_" + each, folder.resolve(each).toString()));
        process = server.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(this::accepts);
    }

    private boolean accepts() throws TimeoutException {
        try (Connection connection = factory().newConnection()) {
            return connection.isOpen();
        } catch (IOException notYet) {
            return false;
        }
    }

    String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port;
    }

    ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory;
    }

    /** Ends it and starts it on the same data. */
    void restart() throws IOException {
        stop();
        run();
    }

    private void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        Optional<ProcessHandle> machine = running.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("beam.smp"))
                .findFirst();
        running.destroy();
        if (!ended(running)) {
            machine.ifPresent(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(15, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        mapper.destroy();
        ended(mapper);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        }
    }
}
