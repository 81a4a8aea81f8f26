package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.ExternalServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code demo --uri} on somebody's deployment. */
class DemoExternalIT {
    @Test
    void plays_on_a_deployment_without_killing_it_and_leaves_nothing_behind() {
        try (ExternalServer server = External.builder().start()) {
            Run run = Run.of("demo", "--fast", "--uri", server.uri());

            assertThat(run.exit()).as(run.said()).isZero();
            assertThat(run.out().all())
                    .contains("the demo kills no server of yours")
                    .contains("REPLICA_SET, primary " + server.address())
                    .doesNotContain("FAIL");
            assertThat(run.out().lines())
                    .filteredOn(line -> line.contains("INTERRUPTED readyState 0"))
                    .as("outages of the demo's own set alone")
                    .allMatch(line -> line.contains("[set]"));
            assertThat(run.out().lines())
                    .filteredOn(line -> line.startsWith("  ok  "))
                    .hasSize(10);
            assertThat(collections(server, "test")).isEmpty();
            assertThat(collections(server, "meerkat_demo_audit")).isEmpty();
        }
    }

    private static List<String> collections(ExternalServer server, String database) {
        return Peers.ask(
                server,
                client -> client.getDatabase(database).listCollectionNames().into(new ArrayList<>()));
    }
}
