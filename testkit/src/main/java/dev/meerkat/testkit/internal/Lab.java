package dev.meerkat.testkit.internal;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.lab.ServerBinary;
import dev.meerkat.lab.ServerConnections;
import dev.meerkat.testkit.Backend;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The server of a test or a class and what stands before it, started at the first question. For one thread at a time, as JUnit runs tests. */
final class Lab implements AutoCloseable {
    private final Plan plan;
    private @Nullable LabServer server;
    private @Nullable FaultProxy proxy;
    private @Nullable ScriptedReplicaSet set;

    Lab(Plan plan) {
        this.plan = plan;
    }

    /** What stands before the server, and whose it is. */
    Plan plan() {
        return plan;
    }

    /** The server itself. */
    LabServer server() {
        LabServer running = server;
        if (running == null) {
            running = plan.settings().server() == Backend.EMBEDDED ? EmbeddedServer.start() : external();
            server = running;
        }
        return running;
    }

    /** Aborts the test, or the class, where it needs a process and there is none; fails it where one is required. */
    static void demand(Settings settings) {
        if (settings.server() == Backend.EXTERNAL && !ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
    }

    private static LabServer external() {
        // Without a sync at every commit the server itself loses acknowledged writes when it is killed.
        return ExternalServer.builder().syncOnCommit().start();
    }

    /** The proxy before the server; for a plan with one. */
    FaultProxy proxy() {
        FaultProxy standing = proxy;
        if (standing == null) {
            standing = FaultProxy.inFrontOf(server());
            proxy = standing;
        }
        return standing;
    }

    /** The set before the server; for a plan with one. */
    ScriptedReplicaSet set() {
        ScriptedReplicaSet standing = set;
        if (standing == null) {
            standing = ScriptedReplicaSet.builder().members(plan.members()).inFrontOf(server());
            set = standing;
        }
        return standing;
    }

    /** The connection string to whatever stands foremost, with these options. */
    String uri(String options) {
        String base = plan.members() > 0 ? set().uri() : plan.proxied() ? proxy().uri() : server().uri();
        return options.isEmpty() ? base : base + (base.contains("?") ? "&" : "?") + options;
    }

    /** Undoes what was done to it, so that clients can end in good order, or another test begin. Starts nothing that was never asked for. */
    void restore() {
        if (server instanceof ExternalServer process) {
            process.thaw();
        }
        if (server != null && !server.running()) {
            server.restart();
        }
        if (proxy != null) {
            proxy.pass();
        }
        if (set != null) {
            set.failNoMore();
            set.members().forEach(Lab::restore);
            set.regainMajority();
            if (!set.members().isEmpty()) {
                set.awaitPrimary(plan.settings().patience());
            }
        }
    }

    private static void restore(ScriptedMember member) {
        if (member.state() == MemberState.DOWN) {
            member.restart();
        } else {
            member.rejoin();
        }
    }

    /** The ports that clients connect to; none before the first question. */
    List<Integer> ports() {
        if (set != null) {
            return set.members().stream().map(ScriptedMember::port).toList();
        }
        if (proxy != null) {
            return List.of(proxy.port());
        }
        return server == null ? List.of() : List.of(server.port());
    }

    /** How many connections of clients are counted on the server's side; empty where nobody counts. */
    OptionalInt connections() {
        if (set != null) {
            return OptionalInt.of(set.members().stream()
                    .mapToInt(member -> member.network().connections())
                    .sum());
        }
        if (proxy != null) {
            return OptionalInt.of(proxy.connections());
        }
        return server instanceof ExternalServer process && process.running()
                ? OptionalInt.of(ServerConnections.of(process).current())
                : OptionalInt.empty();
    }

    /**
     * How many cursors the server counts; empty where it does not tell, and where something stands before it: a client whose connection was cut
     * cannot close its cursors, and is not to blame.
     */
    OptionalInt cursors() {
        boolean told = proxy == null && set == null && server instanceof ExternalServer process && process.running();
        return told ? ServerConnections.of(server()).openCursors() : OptionalInt.empty();
    }

    @Override
    public void close() {
        if (set != null) {
            set.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
