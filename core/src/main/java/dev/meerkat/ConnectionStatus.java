package dev.meerkat;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.stats.MemberStatus;
import dev.meerkat.stats.PoolFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything known about a connection at one moment, from memory. Immutable; making one does no I/O and never blocks.
 *
 * <p>Source: contract §2.
 *
 * @param connection the connection's name
 * @param state the rich state
 * @param since when the state was entered
 * @param attempt number of the running or last connect attempt, from 1; 0 before the first
 * @param writable whether a write could be sent now
 * @param readable whether a read with the connection's read preference, or any nearer one, could be served by some member now
 * @param topology the driver's cluster type in words, {@code UNKNOWN} while unknown
 * @param setName the replica set's name, empty for other topologies
 * @param primary the primary as host:port, empty while there is none
 * @param members the members with their round trip times and heartbeat ages
 * @param diagnosis the last explained failure; kept after recovery
 * @param inFlight operations, open cursors and open transactions. Source: contract G6
 * @param changeStreams open change streams, counted apart
 * @param waiting callers waiting at the gate
 * @param pools each server's pool
 */
public record ConnectionStatus(
        String connection,
        ConnectionState state,
        Instant since,
        int attempt,
        boolean writable,
        boolean readable,
        String topology,
        Optional<String> setName,
        Optional<String> primary,
        List<MemberStatus> members,
        Optional<Diagnosis> diagnosis,
        long inFlight,
        long changeStreams,
        int waiting,
        List<PoolFigures> pools) {
    /** Copies the lists. */
    public ConnectionStatus {
        members = List.copyOf(members);
        pools = List.copyOf(pools);
    }

    /** Mongoose's view of {@link #state()}. */
    public ReadyState readyState() {
        return state.readyState();
    }
}
