package dev.meerkat.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.cli.io.LiveLine;
import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.Stop;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.OptionSources;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run of {@code chaos} in which something fails that never should: its report says so, and all that is known. */
class ChaosRunTest {
    private static final int SEED = 11;

    private final EmbeddedServer server = EmbeddedServer.start();
    private final Ground ground = new Ground(server);
    private final ConnectionRegistry registry = new ConnectionRegistry(OptionSources.none());

    @AfterEach
    void end() {
        registry.close();
        ground.close();
        server.close();
    }

    /** @param failing names of the connection's methods, and the how manieth call of each fails */
    private ChaosReport run(Map<String, Integer> failing) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        LiveLine live = new LiveLine(Streams.plain(nowhere, nowhere));
        return new ChaosRun(SEED, 2, ground, failing(registry.connection(), failing), live, new Stop())
                .run(Duration.ofMillis(1));
    }

    private static Connection failing(Connection real, Map<String, Integer> failing) {
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        return (Connection) Proxy.newProxyInstance(
                ChaosRunTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (calls.merge(name, 1, Integer::sum).equals(failing.get(name))) {
                        throw new AssertionError("no " + name);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Test
    void a_round_that_fails_is_told_and_its_load_is_ended_and_counted() {
        ChaosReport report = run(Map.of("state", 2));

        assertThat(report.broken()).containsExactly("the rounds failed: java.lang.AssertionError: no state");
        assertThat(report.rounds()).hasSize(1);
        assertThat(report.totals().writes().adds()).isTrue();
        assertThat(report.totals().clean()).isTrue();
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(registry.connection().state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void a_connection_that_cannot_be_opened_for_the_count_leaves_schedule_events_and_figures() {
        ChaosReport report = run(Map.of("database", 2, "open", 2));

        assertThat(report.broken())
                .containsExactly(
                        "the rounds failed: java.lang.AssertionError: no database",
                        "the count failed: java.lang.AssertionError: no open");
        assertThat(report.totals().writes().attempted()).isPositive();
        assertThat(ChaosWords.of(report, Paint.NONE))
                .anySatisfy(line -> assertThat(line).contains("no open"))
                .anySatisfy(line -> assertThat(line).contains("round 1  "))
                .anySatisfy(line -> assertThat(line).contains("Disconnecting"))
                .anySatisfy(line -> assertThat(line).contains("again: meerkat chaos --seed 11 --server embedded"));
    }
}
