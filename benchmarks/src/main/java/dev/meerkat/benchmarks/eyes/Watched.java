package dev.meerkat.benchmarks.eyes;

import com.mongodb.client.MongoClient;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.dashboard.Dashboard;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.micrometer.MeerkatMetrics;
import dev.meerkat.options.ConnectionOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A connection that everything looks at: a listener of all events, Micrometer with the pools' histograms, scraped every five seconds, and the
 * dashboard with one page that follows it. Thread safety: none.
 */
final class Watched implements AutoCloseable {
    private static final int SCRAPE_SECONDS = 5;

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeerkatMetrics metrics = MeerkatMetrics.of(registry);
    private final HttpClient browser = HttpClient.newHttpClient();
    private final ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor(Watched::daemon);
    private final LongAdder events = new LongAdder();
    private final Dashboard dashboard;
    private final Connection connection;

    /** Connects it, opens the page and begins to scrape. */
    Watched(ConnectionOptions options) {
        dashboard = Dashboard.of(registry).metrics(prometheus::scrape).start();
        metrics.bindTo(prometheus);
        connection = registry.connection();
        connection.on(ConnectionEvent.class, event -> events.increment());
        connection.open(options);
        daemon(this::follow).start();
        scraper.scheduleAtFixedRate(this::scrape, 0, SCRAPE_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "benchmark-browser");
        thread.setDaemon(true);
        return thread;
    }

    MongoClient client() {
        return connection.client();
    }

    /** As a page does: takes what comes until the end. */
    private void follow() {
        try (InputStream stream = get("api/events")) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // The dashboard was closed.
        }
    }

    private void scrape() {
        try (InputStream text = get("metrics")) {
            text.readAllBytes();
        } catch (IOException closed) {
            // The dashboard was closed.
        }
    }

    private InputStream get(String path) throws IOException {
        URI address = dashboard.uri().resolve(path);
        try {
            return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return InputStream.nullInputStream();
        }
    }

    @Override
    public void close() {
        scraper.shutdownNow();
        registry.close();
        dashboard.close();
        metrics.close();
    }
}
