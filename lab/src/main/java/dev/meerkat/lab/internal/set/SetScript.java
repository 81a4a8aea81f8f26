package dev.meerkat.lab.internal.set;

import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.internal.net.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a set and who leads it. Each change is known to all members at once, and told to every client that
 * waits for news. For the loop's thread only, but for {@link #present()}.
 */
public final class SetScript {
    private final Loop loop;
    private final List<MemberScript> members = new ArrayList<>();
    private String setName;
    private int setVersion = 1;
    private long term;
    private Duration electionDelay;
    private boolean majorityDenied;
    private @Nullable MemberScript primary;
    private @Nullable MemberScript former;
    private @Nullable Future<?> election;
    private volatile CompletableFuture<MemberScript> present = new CompletableFuture<>();

    /** A set without members. */
    public SetScript(Loop loop, String setName, Duration electionDelay) {
        this.loop = loop;
        this.setName = setName;
        this.electionDelay = electionDelay;
    }

    /** The primary of now, or of when there is one again; any thread. */
    public CompletableFuture<MemberScript> present() {
        return present;
    }

    /** Takes in a member. */
    public void add(MemberScript fresh) {
        members.add(fresh);
        setVersion++;
        changed(fresh);
    }

    /** Takes a member out; it goes on listening. */
    public void remove(MemberScript member) {
        members.remove(member);
        setVersion++;
        settle(member, MemberState.REMOVED);
    }

    /** Whether this member can be made primary now. */
    public boolean eligible(MemberScript candidate) {
        return candidate != primary && candidate.votes() && majority();
    }

    /** Makes this member primary now; the one before is none from the same moment on. */
    public void elect(MemberScript winner) {
        if (primary != null) {
            primary.become(MemberState.SECONDARY);
        }
        install(winner);
    }

    /** Makes this member primary now; the one before goes on believing it is for a while. */
    public void handOver(MemberScript winner, Duration overlap) {
        MemberScript before = primary;
        install(winner);
        if (before != null) {
            loop.after(overlap, () -> concede(before));
        }
    }

    private void concede(MemberScript before) {
        if (before.primary() && before != primary) {
            before.become(MemberState.SECONDARY);
            changed(before);
        }
    }

    private void install(MemberScript winner) {
        term++;
        winner.win(new ObjectId(String.format(Locale.ROOT, "7fffffff%016x", term)));
        primary = winner;
        cancelElection();
        changed(winner);
        if (present.isDone()) {
            present = new CompletableFuture<>();
        }
        present.complete(winner);
    }

    /** The primary is none any more; an election follows. */
    public void stepDown() {
        if (primary != null) {
            settle(primary, MemberState.SECONDARY);
        }
    }

    /** The member's process ends. */
    public void die(MemberScript member) {
        settle(member, MemberState.DOWN);
    }

    /** The member's process starts again. */
    public void revive(MemberScript member) {
        if (!member.alive()) {
            member.version().restart();
            settle(member, members.contains(member) ? MemberState.SECONDARY : MemberState.REMOVED);
        }
    }

    /** Whether the other members reach this one. */
    public void reachable(MemberScript member, boolean now) {
        member.reachable(now);
        if (!now && member.primary()) {
            settle(member, MemberState.SECONDARY);
        } else {
            review();
        }
    }

    /** Whether there can be a primary at all, however many members there are. */
    public void denyMajority(boolean denied) {
        majorityDenied = denied;
        review();
    }

    /** How long the set is without primary before one is elected. */
    public void electionDelay(Duration delay) {
        electionDelay = delay;
    }

    /** The set has another name from now on. */
    public void rename(String name) {
        setName = name;
        members.stream().findFirst().ifPresent(this::changed);
    }

    /** The member speaks another protocol from now on. */
    public void wire(MemberScript member, WireVersions versions) {
        member.wire(versions);
        changed(member);
    }

    private void settle(MemberScript member, MemberState state) {
        member.become(state);
        if (member == primary) {
            vacate(member);
        }
        changed(member);
        review();
    }

    private void vacate(MemberScript loser) {
        former = loser;
        primary = null;
        present = new CompletableFuture<>();
    }

    private boolean majority() {
        long voters = members.stream().filter(MemberScript::votes).count();
        return !majorityDenied && voters * 2 > members.size();
    }

    /** Ends an office that no majority supports, and sees to it that an election comes where one is due. */
    private void review() {
        if (!majority()) {
            cancelElection();
            stepDownQuietly();
        } else if (primary == null && election == null) {
            election = loop.after(electionDelay, this::hold);
        }
    }

    private void stepDownQuietly() {
        MemberScript loser = primary;
        if (loser != null) {
            loser.become(MemberState.SECONDARY);
            vacate(loser);
            changed(loser);
        }
    }

    private void hold() {
        election = null;
        members.stream()
                .filter(MemberScript::votes)
                .min((one, other) -> Boolean.compare(one == former, other == former))
                .ifPresent(this::elect);
    }

    private void cancelElection() {
        if (election != null) {
            election.cancel(false);
            election = null;
        }
    }

    /** Lets every client that waits know, those of the member that changed before the others. */
    private void changed(MemberScript first) {
        List<MemberScript> all = new ArrayList<>(members);
        all.remove(first);
        all.add(0, first);
        all.forEach(member -> member.version().rise());
        all.forEach(member -> member.front().tell());
    }

    Introduction introduction() {
        List<String> hosts = members.stream().map(MemberScript::address).toList();
        return new Introduction(setName, setVersion, hosts, primary == null ? "" : primary.address());
    }

    /** Its name. */
    public String setName() {
        return setName;
    }
}
