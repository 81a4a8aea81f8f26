package dev.meerkat.dashboard;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** An application to look at through its dashboard; what a line on standard input says is done to it. Run by hand, for pictures. */
public final class Showcase {
    private Showcase() {}

    /** Starts it; {@code args[0]} is the port. */
    public static void main(String[] args) throws Exception {
        EmbeddedServer server = EmbeddedServer.start();
        FaultProxy proxy = FaultProxy.inFrontOf(server);
        ConnectionRegistry registry = new ConnectionRegistry();
        int port = Integer.parseInt(args[0]);
        Dashboard dashboard = Dashboard.of(registry).port(port).actions(true).start();
        Connection shop = registry.connect(ConnectionOptions.builder()
                .uri(proxy.uri())
                .maxPoolSize(8)
                .closeGrace(Duration.ofSeconds(20))
                .waitQueueTimeout(Duration.ofSeconds(4))
                .heartbeatFrequency(Duration.ofSeconds(1))
                .build());
        registry.createConnection("reports", server.uri() + "reports", ConnectionOptions.worker());
        registry.createConnection(
                "mail",
                ConnectionOptions.builder()
                        .uri("mongodb://127.0.0.1:1/")
                        .required(false)
                        .startup(Startup.BACKGROUND)
                        .serverSelectionTimeout(Duration.ofSeconds(2))
                        .build());
        for (int at = 0; at < 12; at++) {
            Thread worker = new Thread(() -> work(shop));
            worker.setDaemon(true);
            worker.start();
        }
        System.out.println(dashboard.uri());
        for (int read = System.in.read(); read >= 0; read = System.in.read()) {
            switch (read) {
                case 'b' -> proxy.blackHole();
                case 's' -> proxy.latency(Duration.ofMillis(400));
                case 'k' -> server.kill();
                case 'r' -> server.restart();
                case 'p' -> proxy.pass();
                case 'd' -> new Thread(shop::close).start();
                case 'o' -> shop.open();
                case 'x' -> {
                    dashboard.close();
                    dashboard = Dashboard.of(registry).port(port).actions(true).start();
                }
                default -> {}
            }
        }
        dashboard.close();
        registry.close();
    }

    private static void work(Connection shop) {
        while (true) {
            try {
                int number = ThreadLocalRandom.current().nextInt(1000);
                shop.database()
                        .getCollection("orders")
                        .find(new Document("_id", number))
                        .first();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 40_000_000));
            } catch (RuntimeException refused) {
                LockSupport.parkNanos(200_000_000);
            }
        }
    }
}
