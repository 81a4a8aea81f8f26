package dev.meerkat.examples.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks one instance for its readiness again and again, each time on a new connection, until nobody accepts it. */
final class ReadinessWatch {
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final Thread asking;

    private ReadinessWatch(URI api) {
        asking = new Thread(() -> ask(api), "readiness-watch");
        asking.setDaemon(true);
        asking.start();
    }

    /** Begins, and returns when there is a first answer. */
    static ReadinessWatch begin(URI api) {
        ReadinessWatch watch = new ReadinessWatch(api);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !watch.answers.isEmpty());
        return watch;
    }

    private void ask(URI api) {
        while (true) {
            try {
                HttpURLConnection question =
                        (HttpURLConnection) api.resolve("/readyz").toURL().openConnection();
                question.setRequestProperty("Connection", "close");
                answers.add(question.getResponseCode());
            } catch (ConnectException refused) {
                return;
            } catch (IOException broken) {
                continue; // the listener was closed before it accepted this one: the next is refused
            }
        }
    }

    /** Waits until a connection was refused; the answers until then, in order. */
    List<Integer> awaitRefused() throws InterruptedException {
        asking.join(40_000);
        if (asking.isAlive()) {
            throw new AssertionError("connections are still accepted: " + answers.size() + " answers");
        }
        return answers;
    }
}
