package dev.meerkat.lab;

import java.time.Duration;

/** Describes a {@link ScriptedReplicaSet}. Every method but {@code inFrontOf} returns this builder. For one thread. */
public final class ScriptedReplicaSetBuilder {
    /** The protocol's own bound. */
    private static final int MOST_MEMBERS = 50;

    private int members = 3;
    private String name = "scripted";
    private Duration electionDelay = Duration.ofMillis(300);

    ScriptedReplicaSetBuilder() {}

    /**
     * How many members, 1 to 50, as many as a real set may have. Default: 3.
     *
     * @throws LabException {@code LAB_SET} for fewer or more
     */
    public ScriptedReplicaSetBuilder members(int count) {
        if (count < 1 || count > MOST_MEMBERS) {
            throw new LabException(
                    "LAB_SET: a set has 1 to " + MOST_MEMBERS + " members (members=" + count
                            + "). Fix: give a number from 1 to " + MOST_MEMBERS + ".",
                    null);
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
