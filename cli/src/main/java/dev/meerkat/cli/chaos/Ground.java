package dev.meerkat.cli.chaos;

import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.FailCommand;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What faults happen to: a set of three before one server. Closing it ends the set; the server stays its owner's. For one thread. */
final class Ground implements AutoCloseable {
    /** The set's name. */
    static final String NAME = "chaos";

    /** Its members, but for one that comes and goes. */
    static final int MEMBERS = 3;

    /** How long it is without primary. */
    static final Duration ELECTION = Duration.ofMillis(300);

    /** The protocol its members speak, that of MongoDB 7.0. */
    static final int WIRE = 21;

    /** Heals what heals by itself. */
    static final Runnable NOTHING = () -> {};

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LabServer server;
    private final ScriptedReplicaSet set;
    private final List<ScriptedMember> members;

    /** A set before that server. */
    Ground(LabServer server) {
        this.server = server;
        this.set = ScriptedReplicaSet.builder()
                .members(MEMBERS)
                .name(NAME)
                .electionDelay(ELECTION)
                .inFrontOf(server);
        this.members = set.members();
    }

    ScriptedReplicaSet set() {
        return set;
    }

    /** The kind of the server behind. */
    String kind() {
        return server.kind();
    }

    /** The member that the fault names. */
    ScriptedMember member(PlannedFault fault) {
        return members.get(fault.member());
    }

    /** Does it to the primary, or where there is none to the member that the fault names. */
    Runnable toPrimary(PlannedFault fault, Function<ScriptedMember, Runnable> deed) {
        return deed.apply(set.primary().filter(members::contains).orElseGet(() -> member(fault)));
    }

    /** Makes a secondary primary, if there is one that can be. */
    Runnable handOver(Duration overlap) {
        if (set.primary().isPresent()) {
            set.secondaries().stream().findFirst().ifPresent(next -> set.handOver(next, overlap));
        }
        return NOTHING;
    }

    /** No client hears anybody until it is healed. */
    Runnable silence() {
        members.forEach(member -> member.network().blackHole());
        return () -> members.forEach(this::hear);
    }

    /** The server stands still; where it is no process, nobody hears it. */
    Runnable freeze() {
        if (server instanceof ExternalServer process) {
            process.freeze();
            return process::thaw;
        }
        return silence();
    }

    /** Commands fail until it is healed. */
    Runnable fails(FailCommand what) {
        set.fail(what);
        return set::failNoMore;
    }

    /** Takes a member that came out again, and its process with it. */
    void remove(ScriptedMember member) {
        set.remove(member);
        member.kill();
    }

    /** Ends what is done to a member's network and to its place among the others; a dead one stays dead. */
    void heal(ScriptedMember member) {
        if (member.state() != MemberState.DOWN) {
            member.rejoin();
        }
    }

    /**
     * As {@link #heal}, after a silence: what was held on its way is lost with its connection. Else a write and its retry would reach the
     * server at one moment, and not every server that stands behind the set tells them apart then.
     */
    void hear(ScriptedMember member) {
        member.network().resetAll();
        heal(member);
    }

    /** Ends everything that was begun, and waits for a primary. */
    void healAll() {
        set.failNoMore();
        if (server instanceof ExternalServer process) {
            process.thaw();
        }
        set.rename(NAME);
        set.electionDelay(ELECTION);
        set.regainMajority();
        set.members().stream().filter(member -> !members.contains(member)).forEach(this::remove);
        for (ScriptedMember member : members) {
            member.wireVersions(0, WIRE);
            if (member.state() == MemberState.DOWN) {
                member.restart();
            } else {
                member.rejoin();
            }
        }
        set.awaitPrimary(PATIENCE);
    }

    /** The clients' sockets, counted at the servers' ends. */
    int sockets() {
        return members.stream()
                .map(ScriptedMember::network)
                .mapToInt(FaultProxy::connections)
                .sum();
    }

    @Override
    public void close() {
        set.close();
    }
}
