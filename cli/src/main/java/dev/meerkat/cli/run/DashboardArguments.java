package dev.meerkat.cli.run;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.dashboard.Dashboard;
import dev.meerkat.micrometer.MeerkatMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --dashboard PORT}: serves the page about the command's connections, and their meters at {@code /metrics}, while it runs. */
public final class DashboardArguments {
    @Option(
            names = "--dashboard",
            paramLabel = "PORT",
            description =
                    "Serves a live page about the command's connections, and /metrics for Prometheus, on this port of 127.0.0.1, 0 for a free one,"
                            + " and prints its address.")
    private @Nullable Integer port;

    /** For picocli. */
    public DashboardArguments() {}

    /** Whether a dashboard is wanted. */
    public boolean wanted() {
        return port != null;
    }

    /** Does {@code work} while the dashboard is served, if one is wanted; its address is told on standard error. */
    public int serve(ConnectionRegistry registry, Streams streams, IntSupplier work) {
        if (port == null) {
            return work.getAsInt();
        }
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (MeerkatMetrics metrics = MeerkatMetrics.of(registry);
                Dashboard dashboard = start(registry, port, prometheus)) {
            metrics.bindTo(prometheus);
            streams.note("dashboard: " + dashboard.uri());
            return work.getAsInt();
        }
    }

    private static Dashboard start(ConnectionRegistry registry, int port, PrometheusMeterRegistry prometheus) {
        try {
            return Dashboard.of(registry).port(port).metrics(prometheus::scrape).start();
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            throw new UsageException("--dashboard " + port + " cannot be", "give a free port, or 0");
        }
    }
}
