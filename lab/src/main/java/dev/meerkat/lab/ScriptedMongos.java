package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.front.Backend;
import dev.meerkat.lab.internal.front.Front;
import dev.meerkat.lab.internal.front.RouterPersona;
import dev.meerkat.lab.internal.front.Stand;
import dev.meerkat.lab.internal.net.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sharded cluster as drivers see one: some mongos in front of one server of any kind, reached by their own addresses
 * or through a load balancer. There are no shards; what depends on them cannot be shown. Thread-safe; one thread for all
 * and one for each mongos's network.
 */
public final class ScriptedMongos implements AutoCloseable {
    private final Loop loop = new Loop("meerkat-lab-mongos");
    private final List<ScriptedRouter> routers = new ArrayList<>();
    private final Stand stand;
    private final boolean balanced;
    private boolean closed;

    private ScriptedMongos(Backend backend, boolean balanced) {
        stand = new Stand(backend);
        this.balanced = balanced;
    }

    /**
     * Starts two mongos in front of a server of the lab, which stays the caller's own to end.
     *
     * @throws LabException {@code LAB_BACKEND} when that does not answer, or speaks TLS only
     */
    public static ScriptedMongos inFrontOf(LabServer server) {
        return started(new ScriptedMongos(Backend.at(server.host(), server.port()), false), 2);
    }

    /**
     * Starts one behind a load balancer: drivers do not check it, and it tells them its {@code serviceId}.
     *
     * @throws LabException {@code LAB_BACKEND} when the server does not answer, or speaks TLS only
     */
    public static ScriptedMongos loadBalanced(LabServer server) {
        return started(new ScriptedMongos(Backend.at(server.host(), server.port()), true), 1);
    }

    private static ScriptedMongos started(ScriptedMongos mongos, int count) {
        try {
            for (int i = 0; i < count; i++) {
                mongos.add();
            }
            return mongos;
        } catch (RuntimeException | Error failed) {
            mongos.close();
            throw failed;
        }
    }

    private void add() {
        int port = LoopbackPorts.next();
        RouterPersona persona = balanced ? RouterPersona.balanced() : RouterPersona.plain();
        Front front = Front.open(loop, stand, persona, port);
        routers.add(new ScriptedRouter(loop, persona, front, FaultProxy.inFrontOf(LoopbackPorts.HOST, port)));
    }

    /** The connection string of all of them, with {@code loadBalanced=true} where a load balancer is played. */
    public String uri() {
        String hosts = routers.stream().map(ScriptedRouter::address).collect(Collectors.joining(","));
        return "mongodb://" + hosts + (balanced ? "/?loadBalanced=true" : "/");
    }

    /** All of them. */
    public List<ScriptedRouter> routers() {
        return List.copyOf(routers);
    }

    /** The one of that number, from 0. */
    public ScriptedRouter router(int number) {
        return routers.get(number);
    }

    /** Does this to commands, whichever mongos they come to, from now on. */
    public void fail(FailCommand what) {
        loop.run(() -> stand.faults().add(what.fault(), null));
    }

    /** Ends everything {@link #fail} has begun. */
    public void failNoMore() {
        loop.run(() -> stand.faults().clear());
    }

    /** Ends it with all connections; the server behind it stays. Doing so twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            routers.forEach(ScriptedRouter::close);
            loop.close();
        }
    }

    @Override
    public String toString() {
        return "ScriptedMongos(" + routers + ")";
    }
}
