package dev.meerkat.examples.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP switch that gives each new connection to the next instance which was ready when it last asked. It knows nothing of HTTP but that question, and
 * tries no second instance where one refuses.
 */
final class Switch implements AutoCloseable {
    private static final int PERIOD_MILLIS = 50;

    private final ServerSocket listener;
    private final Map<URI, Boolean> instances = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(Switch::daemon);
    private final ScheduledExecutorService asking = Executors.newScheduledThreadPool(2, Switch::daemon);

    Switch() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::listen);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "switch");
        thread.setDaemon(true);
        return thread;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Adds an instance and waits until it is ready. */
    void add(URI instance) {
        instances.put(instance, false);
        ApiClient probe = new ApiClient(instance);
        asking.scheduleWithFixedDelay(() -> ask(instance, probe), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> instances.get(instance));
    }

    private void ask(URI instance, ApiClient probe) {
        boolean ready;
        try {
            ready = probe.get("/readyz").statusCode() == 200;
        } catch (IOException gone) {
            ready = false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        instances.put(instance, ready);
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> connect(client));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void connect(Socket client) {
        try {
            List<URI> ready =
                    instances.keySet().stream().filter(instances::get).sorted().toList();
            URI chosen = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
            Socket instance = new Socket(chosen.getHost(), chosen.getPort());
            threads.execute(() -> pump(instance, client));
            pump(client, instance);
        } catch (IOException | RuntimeException refused) {
            quietly(client);
        }
    }

    /** Carries bytes one way until they end; whoever gets nothing more is told so. */
    private static void pump(Socket from, Socket to) {
        try {
            InputStream bytes = from.getInputStream();
            bytes.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            quietly(from);
            quietly(to);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        asking.shutdownNow();
        listener.close();
    }
}
