package dev.meerkat.benchmarks.isolation;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;

/**
 * Two more connections of the same registry: one whose network fell silent under it, with callers that hang in it, and one to a port where
 * nobody listens. Not thread-safe.
 */
final class TroubledNeighbours implements Company, AutoCloseable {
    private static final int CALLERS = 8;

    private final ConnectionRegistry registry;
    private final FaultProxy proxy;

    TroubledNeighbours(ConnectionRegistry registry, String host, int port) {
        this.registry = registry;
        this.proxy = FaultProxy.inFrontOf(host, port);
    }

    private static ConnectionOptions.Builder options(String uri) {
        return ConnectionOptions.builder()
                .uri(uri)
                .maxPoolSize(CALLERS)
                .closeGrace(Duration.ZERO)
                .serverSelectionTimeout(Duration.ofSeconds(1));
    }

    @Override
    public Runnable arrive() {
        proxy.pass();
        Connection silent =
                registry.createConnection("silent", options(proxy.uri()).build());
        silent.awaitConnected(Duration.ofSeconds(10));
        MongoCollection<Document> users = silent.database().getCollection("users");
        proxy.blackHole();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> hang(users), "hanging");
            caller.setDaemon(true);
            caller.start();
        }
        CountDownLatch settled = new CountDownLatch(1);
        registry.connection("refused").on(ConnectAttemptFailed.class, failed -> settled.countDown());
        registry.createConnection("refused", options(refused()).build());
        while (silent.status().inFlight() < CALLERS) {
            Thread.onSpinWait();
        }
        await(settled);
        return () -> {
            registry.remove("silent");
            registry.remove("refused");
        };
    }

    /** What begins is over then; what is measured is what stays. */
    private static void await(CountDownLatch settled) {
        try {
            settled.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void hang(MongoCollection<Document> users) {
        try {
            users.find().first();
        } catch (MongoException cut) {
            Thread.onSpinWait(); // the turn is over
        }
    }

    private static String refused() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "mongodb://127.0.0.1:" + free.getLocalPort() + "/";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
