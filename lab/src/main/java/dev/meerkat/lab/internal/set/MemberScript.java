package dev.meerkat.lab.internal.set;

import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.internal.front.Commands;
import dev.meerkat.lab.internal.front.Front;
import dev.meerkat.lab.internal.front.Persona;
import dev.meerkat.lab.internal.front.TopologyVersion;
import dev.meerkat.lab.internal.wire.Packet;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** What one member is at the moment. For the loop's thread only, but for its address and its listener's port. */
public final class MemberScript implements Persona {
    private final SetScript set;
    private final String address;
    private final Front front;
    private final TopologyVersion version = new TopologyVersion();
    private MemberState state = MemberState.SECONDARY;
    private boolean reachable = true;
    private @Nullable ObjectId electionId;
    private @Nullable WireVersions wire;

    /**
     * A secondary, of the set once that takes it in; any thread but the loop's.
     *
     * @param set the set
     * @param address the {@code host:port} clients will know it by
     * @param listening opens its listener
     */
    public MemberScript(SetScript set, String address, Function<Persona, Front> listening) {
        this.set = set;
        this.address = address;
        this.front = listening.apply(this);
    }

    /** The {@code host:port} clients know it by. */
    public String address() {
        return address;
    }

    /** Its listener, behind the network that clients reach it through. */
    public Front front() {
        return front;
    }

    /** What it is. */
    public MemberState state() {
        return state;
    }

    /** Whether it is alive and the other members reach it. */
    boolean votes() {
        return alive() && reachable && state != MemberState.REMOVED;
    }

    boolean primary() {
        return state == MemberState.PRIMARY;
    }

    @Nullable
    ObjectId electionId() {
        return electionId;
    }

    @Nullable
    WireVersions wire() {
        return wire;
    }

    void reachable(boolean now) {
        reachable = now;
    }

    void wire(WireVersions now) {
        wire = now;
    }

    void win(ObjectId election) {
        state = MemberState.PRIMARY;
        electionId = election;
    }

    /** Becomes what it says; whoever is primary no more aborts the transactions it has open. */
    void become(MemberState now) {
        if (primary()) {
            front.abortTransactions();
        }
        state = now;
        electionId = null;
    }

    @Override
    public boolean alive() {
        return state != MemberState.DOWN;
    }

    @Override
    public TopologyVersion version() {
        return version;
    }

    @Override
    public BsonDocument introduce(BsonDocument greeting) {
        return set.introduction().of(this, greeting);
    }

    @Override
    public @Nullable BsonDocument refusal(Packet command) {
        return primary() ? null : Refusal.of(command.body(), state, version);
    }

    @Override
    public @Nullable BsonDocument ownAnswer(BsonDocument command) {
        if (!Commands.canonical(command).equals("replsetstepdown")) {
            return null;
        }
        if (!primary()) {
            return Refusal.notPrimary(command, version);
        }
        set.stepDown();
        return BsonDocument.parse("{ok: 1}");
    }
}
