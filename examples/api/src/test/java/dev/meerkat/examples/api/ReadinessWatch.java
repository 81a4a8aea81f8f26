package dev.meerkat.examples.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
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

    static ReadinessWatch begin(URI api) {
        return new ReadinessWatch(api);
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
