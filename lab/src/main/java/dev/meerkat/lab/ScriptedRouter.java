package dev.meerkat.lab;

import dev.meerkat.lab.internal.front.Front;
import dev.meerkat.lab.internal.front.RouterPersona;
import dev.meerkat.lab.internal.net.Loop;

/**
 * One mongos of a {@link ScriptedMongos}, or the one behind its load balancer. Each method returns when what it names has
 * happened, may be called in any state and from any thread; what is already so is left so.
 */
public final class ScriptedRouter {
    private final Loop loop;
    private final RouterPersona persona;
    private final Front front;
    private final FaultProxy network;

    ScriptedRouter(Loop loop, RouterPersona persona, Front front, FaultProxy network) {
        this.loop = loop;
        this.persona = persona;
        this.front = front;
        this.network = network;
    }

    /** Host and port as MongoDB writes them. */
    public String address() {
        return network.address();
    }

    /** The wire between clients and it. */
    public FaultProxy network() {
        return network;
    }

    /** Ends its process without a word: connections are reset, nobody listens, transactions begun there are aborted. */
    public void kill() {
        loop.run(() -> {
            front.abortTransactions();
            persona.die();
        });
        network.refuse();
        network.resetAll();
    }

    /** Starts its process again on the same port; behind a load balancer it is another service then. */
    public void restart() {
        kill();
        loop.run(persona::revive);
        network.pass();
    }

    void close() {
        network.close();
    }

    @Override
    public String toString() {
        return "ScriptedRouter(" + address() + ")";
    }
}
