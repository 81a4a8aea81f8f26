package dev.meerkat.dashboard;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** An application to look at through its dashboard; what a letter on standard input says is done to it. Run by hand, for pictures. */
public final class Showcase {
    private static final String LONG = "warehouse-of-the-second-region-with-a-name-as-long-as-names-may-be";

    private final EmbeddedServer server = EmbeddedServer.start();
    private final FaultProxy proxy = FaultProxy.inFrontOf((LabServer) server);
    private final ScriptedReplicaSet set =
            ScriptedReplicaSet.builder().name("shop").inFrontOf(server);
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Connection shop;
    private final List<AutoCloseable> held = new ArrayList<>();
    private int pool = 12;

    private Showcase(boolean crowd) {
        set.electionDelay(Duration.ofHours(1));
        shop = registry.connect(ConnectionOptions.builder()
                .uri(set.uri() + "&retryWrites=true")
                .database("shop")
                .maxPoolSize(8)
                .closeGrace(Duration.ofSeconds(60))
                .waitQueueTimeout(Duration.ofSeconds(4))
                .heartbeatFrequency(Duration.ofSeconds(1))
                .build());
        shop.model(
                "Order",
                Schema.builder()
                        .field("placedAt", Instant.class)
                        .index(com.mongodb.client.model.Indexes.ascending("placedAt"))
                        .build());
        registry.createConnection(
                "reports",
                ConnectionOptions.builder()
                        .uri(proxy.uri())
                        .heartbeatFrequency(Duration.ofSeconds(1))
                        .build());
        registry.createConnection(
                "mail",
                ConnectionOptions.builder()
                        .uri("mongodb://127.0.0.1:1/")
                        .required(false)
                        .startup(Startup.BACKGROUND)
                        .serverSelectionTimeout(Duration.ofSeconds(2))
                        .build());
        if (crowd) {
            registry.createConnection(
                    LONG.substring(0, 64),
                    "mongodb://a-host-with-a-long-name.in-some-zone.of-some-region.example.invalid:27017/",
                    ConnectionOptions.worker());
            for (int at = 0; at < 16; at++) {
                registry.createConnection("tenant-" + at, server.uri(), ConnectionOptions.worker());
            }
        }
    }

    /** Starts it; {@code args[0]} is the port, {@code args[1]}, if any, asks for many connections. */
    public static void main(String[] args) throws Exception {
        Showcase showcase = new Showcase(args.length > 1);
        Dashboard.Builder page =
                Dashboard.of(showcase.registry).port(Integer.parseInt(args[0])).actions(true);
        try (Dashboard dashboard = page.start()) {
            for (int at = 0; at < 12; at++) {
                Thread worker = new Thread(showcase::work);
                worker.setDaemon(true);
                worker.start();
            }
            System.out.println(dashboard.uri());
            for (int read = System.in.read(); read >= 0; read = System.in.read()) {
                showcase.happen(read);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void happen(int letter) {
        switch (letter) {
            case 'b' -> set.members().forEach(member -> member.network().blackHole());
            case 'p' -> set.members().forEach(member -> member.network().pass());
            case 's' -> set.members().forEach(member -> member.network().latency(Duration.ofMillis(400)));
            case 'k' -> set.member(2).kill();
            case 'r' -> set.member(2).restart();
            case 'e' -> set.stepDown();
            case 'n' -> set.elect(next());
            case 'h' -> held.add(cursor());
            case 'c' -> letGo();
            case 'd' -> new Thread(shop::close).start();
            case 'o' -> shop.open();
            case 't' -> new Thread(() -> shop.reconfigure(options -> options.maxPoolSize(++pool))).start();
            case 'x' -> proxy.resetAll();
            default -> {}
        }
    }

    private void letGo() {
        try {
            held.remove(0).close();
        } catch (Exception gone) {
            System.err.println(gone);
        }
    }

    private ScriptedMember next() {
        return set.secondaries().get(0);
    }

    private AutoCloseable cursor() {
        var cursor = shop.database().getCollection("orders").find().batchSize(1).cursor();
        cursor.next();
        return cursor;
    }

    private void work() {
        while (true) {
            try {
                int number = ThreadLocalRandom.current().nextInt(1000);
                if (number < 100) {
                    shop.database().getCollection("orders").insertOne(new Document("placedAt", Instant.now()));
                }
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
