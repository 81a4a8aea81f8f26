package dev.meerkat.examples.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that create orders and read each again, one request after the other, with what became of every one. Nothing is sent twice. */
final class Load {
    private final URI api;
    private final String prefix;
    private final boolean leaving;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong attempted = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final List<Thread> clients = new ArrayList<>();

    /** Of the last request of each that was answered: the how manieth it was of those attempted. */
    private final Map<Thread, Long> last = new ConcurrentHashMap<>();

    private Load(URI api, String prefix, boolean leaving) {
        this.api = api;
        this.prefix = prefix;
        this.leaving = leaving;
    }

    /** Begins; goes on until {@link #end()}. */
    static Load begin(URI api, String prefix, int clients) {
        return new Load(api, prefix, false).with(clients);
    }

    /** As the other, where each client ends when an answer ends its connection: it goes elsewhere. */
    static Load beginUntilTold(URI api, String prefix, int clients) {
        return new Load(api, prefix, true).with(clients);
    }

    private Load with(int count) {
        for (int number = 0; number < count; number++) {
            String mine = prefix + "-" + number + "-";
            Thread client = new Thread(() -> run(mine), "client-" + number);
            client.setDaemon(true);
            clients.add(client);
            client.start();
        }
        return this;
    }

    private void run(String mine) {
        ApiClient client = new ApiClient(api);
        for (int n = 0; !over.get(); n++) {
            String id = mine + n;
            boolean told = step(client, "PUT", id) | step(client, "GET", id);
            if (told && leaving) {
                return;
            }
        }
    }

    /** One request; whether its answer ended the connection. */
    private boolean step(ApiClient client, String method, String id) {
        long number = attempted.incrementAndGet();
        try {
            HttpResponse<String> answer =
                    client.send(method, "/orders/" + id, method.equals("PUT") ? ApiClient.order("tea") : "");
            note(method, id, answer);
            last.put(Thread.currentThread(), number);
            return ApiClient.closes(answer);
        } catch (IOException failed) {
            lost.add(method + " " + id + ": " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void note(String method, String id, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            lost.add(method + " " + id + ": " + answer.statusCode() + " " + answer.body());
            return;
        }
        answered.incrementAndGet();
        if (method.equals("PUT")) {
            acknowledged.add(id);
            if (answer.statusCode() == 200) {
                repeated.incrementAndGet();
            }
        }
    }

    /** Waits until so many more requests were answered, and of each client one that it began from now on; or one was lost. */
    void awaitMore(int many) {
        long goal = answered.get() + many;
        long before = attempted.get();
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> answered.get() >= goal && answeredAll(before) || !lost.isEmpty());
    }

    private boolean answeredAll(long number) {
        return clients.stream().allMatch(client -> last.getOrDefault(client, 0L) > number);
    }

    /** Lets each client finish its request, and waits for that. */
    void end() throws InterruptedException {
        over.set(true);
        awaitEnd();
    }

    /** Waits until each client has gone. */
    void awaitEnd() throws InterruptedException {
        for (Thread client : clients) {
            client.join(60_000);
            if (client.isAlive()) {
                throw new AssertionError(client.getName() + " does not end: " + List.of(client.getStackTrace()));
            }
        }
    }

    long attempted() {
        return attempted.get();
    }

    long answered() {
        return answered.get();
    }

    /** Creations that were answered with: there already. */
    long repeated() {
        return repeated.get();
    }

    /** Ids whose creation was acknowledged. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Requests without an answer, or with another than success. */
    List<String> lost() {
        return lost;
    }
}
