package dev.meerkat.internal.lifecycle;

import com.mongodb.ReadPreference;
import com.mongodb.connection.ClusterDescription;
import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.Purpose;
import dev.meerkat.internal.driver.Topology;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a connection's status together from memory. Thread safety: safe; takes no lock. Source: contract §2. */
final class StatusReader {
    private final String connection;
    private final TimeSource time;
    private final StateCell cell;
    private final Gate gate;
    private final Lifecycle lifecycle;

    StatusReader(String connection, TimeSource time, StateCell cell, Gate gate, Lifecycle lifecycle) {
        this.connection = connection;
        this.time = time;
        this.cell = cell;
        this.gate = gate;
        this.lifecycle = lifecycle;
    }

    ConnectionStatus read() {
        StateCell.Snapshot now = cell.snapshot();
        DriverClient client = lifecycle.client();
        if (client == null) {
            return new ConnectionStatus(
                    connection,
                    now.state(),
                    now.since(),
                    lifecycle.attempt(),
                    false,
                    false,
                    "UNKNOWN",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.ofNullable(now.diagnosis()),
                    inFlight(now.generation()),
                    0,
                    gate.waiting(),
                    List.of());
        }
        return read(now, client);
    }

    private ConnectionStatus read(StateCell.Snapshot now, DriverClient client) {
        ClusterDescription cluster = client.facts().cluster();
        ClusterDescription usable = client.facts().usable();
        boolean stale =
                now.state() == ConnectionState.INTERRUPTED && client.facts().accepted();
        boolean failing = !client.facts().monitored() && !client.facts().accepted();
        boolean shut = failing || now.state() == ConnectionState.CONNECTING || now.state() == ConnectionState.DRAINING;
        return new ConnectionStatus(
                connection,
                now.state(),
                now.since(),
                lifecycle.attempt(),
                !shut && !stale && Purpose.writable(usable),
                !shut && !stale && Purpose.serves(usable, ReadPreference.secondaryPreferred()),
                cluster.getType().name(),
                Topology.setName(cluster),
                Topology.primary(cluster),
                Topology.members(client.facts(), time),
                Optional.ofNullable(now.diagnosis()),
                generations(client).mapToLong(Generation::inFlight).sum(),
                client.generation().changeStreams(),
                gate.waiting(),
                client.pools());
    }

    Map<String, Long> inFlightByDatabase() {
        DriverClient client = lifecycle.client();
        return client == null
                ? Map.of()
                : generations(client)
                        .flatMap(each -> each.work(time.nanos()).stream())
                        .collect(Collectors.groupingBy(
                                work -> work.namespace().split("\\.", 2)[0], Collectors.counting()));
    }

    /** The client's own, and those of clients before it that still drain. */
    private Stream<Generation> generations(DriverClient client) {
        Generation present = client.generation();
        return Stream.concat(Stream.of(present), gate.replaced().stream().filter(each -> each != present));
    }

    private static long inFlight(@Nullable Generation generation) {
        return generation == null ? 0 : generation.inFlight();
    }
}
