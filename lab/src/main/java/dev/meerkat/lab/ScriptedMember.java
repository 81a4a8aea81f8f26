package dev.meerkat.lab;

import dev.meerkat.lab.internal.set.MemberScript;
import dev.meerkat.lab.internal.set.SetScript;
import dev.meerkat.lab.internal.set.WireVersions;

/**
 * One member of a {@link ScriptedReplicaSet}. Each method returns when what it names has happened, may be called in any
 * state and from any thread; what is already so is left so.
 */
public final class ScriptedMember {
    private final ScriptedReplicaSet set;
    private final MemberScript script;
    private final FaultProxy network;

    ScriptedMember(ScriptedReplicaSet set, MemberScript script, FaultProxy network) {
        this.set = set;
        this.script = script;
        this.network = network;
    }

    /** Host and port as the set's greetings name it. */
    public String address() {
        return network.address();
    }

    /** The numeric loopback address it listens on. */
    public String host() {
        return network.host();
    }

    /** The port it listens on, below 32768; the same over restarts. */
    public int port() {
        return network.port();
    }

    /** A connection string to it alone: {@code mongodb://host:port/?directConnection=true}. */
    public String uri() {
        return network.uri();
    }

    /** What it is. */
    public MemberState state() {
        return set.ask(script::state);
    }

    /**
     * The wire between clients and this member: for latency, jitter, slow replies, resets, half-open connections and
     * cuts that the other members do not feel. A primary that only clients cannot reach keeps its office; {@link
     * #isolate()} cuts it off from everybody.
     */
    public FaultProxy network() {
        return network;
    }

    /**
     * Ends its process without a word: connections are reset, nobody listens, transactions it had open are aborted. What
     * it was told before is done. If it was primary, an election follows.
     */
    public void kill() {
        set.act(script, SetScript::die);
        network.refuse();
        network.resetAll();
    }

    /** Starts its process again on the same port, as a secondary; ends {@link #isolate()}. */
    public void restart() {
        kill();
        set.act(script, (all, self) -> {
            all.reachable(self, true);
            all.revive(self);
        });
        network.pass();
    }

    /**
     * Cuts it off from clients and from the other members: live connections freeze, new ones are accepted and never
     * answered. If it was primary, an election follows; what clients had sent it before they noticed is refused once it
     * is back.
     */
    public void isolate() {
        network.blackHole();
        set.act(script, (all, self) -> all.reachable(self, false));
    }

    /** Ends {@link #isolate()}, and whatever else {@link #network()} does. */
    public void rejoin() {
        set.act(script, (all, self) -> all.reachable(self, true));
        network.pass();
    }

    /**
     * Says from now on that it speaks these wire versions: an upgrade, or a downgrade. MongoDB 7.0 is 21, 8.0 is 25; the
     * default is the backend's own.
     */
    public void wireVersions(int lowest, int highest) {
        set.act(script, (all, self) -> all.wire(self, new WireVersions(lowest, highest)));
    }

    /** Does this to commands that come to this member, from now on. */
    public void fail(FailCommand what) {
        set.fail(what, script.front());
    }

    MemberScript script() {
        return script;
    }

    void close() {
        network.close();
    }

    @Override
    public String toString() {
        return "ScriptedMember(" + address() + ")";
    }
}
