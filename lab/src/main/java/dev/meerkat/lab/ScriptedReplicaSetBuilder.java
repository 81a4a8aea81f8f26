package dev.meerkat.lab;

import java.time.Duration;

/** Describes a {@link ScriptedReplicaSet}. Every method but {@code inFrontOf} returns this builder. For one thread. */
public final class ScriptedReplicaSetBuilder {
    private int members = 3;
    private String name = "scripted";
    private Duration electionDelay = Duration.ofMillis(300);

    ScriptedReplicaSetBuilder() {}

    /** How many members, at least 1. Default: 3. */
    public ScriptedReplicaSetBuilder members(int count) {
        if (count < 1) {
            throw new LabException("LAB_SET: a set without members (members=" + count + "). Fix: at least 1.", null);
        }
        members = count;
        return this;
    }

    /** The set's name. Default: {@code scripted}. */
    public ScriptedReplicaSetBuilder name(String setName) {
        name = setName;
        return this;
    }

    /**
     * How long the set is without primary before another is elected. Default: 0.3 s; a planned election of a real set
     * takes about that, an unplanned one about 12 s.
     */
    public ScriptedReplicaSetBuilder electionDelay(Duration delay) {
        electionDelay = delay;
        return this;
    }

    /**
     * Starts it in front of a server of the lab, which stays the caller's own to end.
     *
     * @throws LabException {@code LAB_BACKEND} when that does not answer, or speaks TLS only
     */
    public ScriptedReplicaSet inFrontOf(LabServer server) {
        return inFrontOf(server.host(), server.port());
    }

    /**
     * As {@link #inFrontOf(LabServer)}, for a server by its address: a standalone, or a set of one.
     *
     * @throws LabException {@code LAB_BACKEND} when nobody answers there
     */
    public ScriptedReplicaSet inFrontOf(String host, int port) {
        return ScriptedReplicaSet.start(host, port, name, members, electionDelay);
    }
}
