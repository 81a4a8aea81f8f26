package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.front.Backend;
import dev.meerkat.lab.internal.front.Front;
import dev.meerkat.lab.internal.front.Stand;
import dev.meerkat.lab.internal.net.Loop;
import dev.meerkat.lab.internal.set.MemberScript;
import dev.meerkat.lab.internal.set.SetScript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A replica set that steps down, dies, splits and is elected anew when told to: some listeners in front of one server of
 * any kind, each of which speaks for a member. The unmodified driver sees a set, follows it, streams its checks, retries
 * its writes, runs transactions and change streams where the server behind has them, and logs in there.
 *
 * <p>There is one copy of the data. What needs several cannot be shown: replication lag, stale reads from secondaries,
 * writes that are rolled back, waits for a majority ({@code w: 2} counts as {@code majority}, and that is the one server).
 *
 * <p>Each method returns when what it names has happened, may be called in any state and from any thread. A set without
 * primary elects one by itself after the election delay if a majority of its members is alive and not isolated. One
 * thread serves the set and one each member's network. A closed one throws {@link LabException} {@code LAB_SET_CLOSED}.
 */
public final class ScriptedReplicaSet implements AutoCloseable {
    private final Loop loop = new Loop("meerkat-lab-set");
    private final List<ScriptedMember> members = new CopyOnWriteArrayList<>();
    private final List<ScriptedMember> everyone = new CopyOnWriteArrayList<>();
    private final Stand stand;
    private final SetScript script;
    private volatile boolean closed;

    private ScriptedReplicaSet(Backend backend, String name, Duration electionDelay) {
        stand = new Stand(backend);
        script = new SetScript(loop, name, electionDelay);
    }

    /** Describes one. */
    public static ScriptedReplicaSetBuilder builder() {
        return new ScriptedReplicaSetBuilder();
    }

    /**
     * Starts one of three members, the first of them primary, in front of a server of the lab, which stays the caller's
     * own to end.
     *
     * @throws LabException {@code LAB_BACKEND} when that does not answer, or speaks TLS only
     */
    public static ScriptedReplicaSet inFrontOf(LabServer server) {
        return builder().inFrontOf(server);
    }

    static ScriptedReplicaSet start(String host, int port, String name, int count, Duration electionDelay) {
        Backend backend = Backend.at(host, port);
        ScriptedReplicaSet set = new ScriptedReplicaSet(backend, name, electionDelay);
        try {
            for (int i = 0; i < count; i++) {
                set.add();
            }
            set.elect(set.member(0));
            return set;
        } catch (RuntimeException | Error failed) {
            set.close();
            throw failed;
        }
    }

    /** The connection string of all members, with the set's name. */
    public String uri() {
        String hosts = members.stream().map(ScriptedMember::address).collect(Collectors.joining(","));
        return "mongodb://" + hosts + "/?replicaSet=" + name();
    }

    /** Its name of now. */
    public String name() {
        return ask(script::setName);
    }

    /** Its members, those that are down included. */
    public List<ScriptedMember> members() {
        return List.copyOf(members);
    }

    /** The member of that number, from 0. */
    public ScriptedMember member(int number) {
        return members.get(number);
    }

    /** The primary of now, if there is one. */
    public Optional<ScriptedMember> primary() {
        return Optional.ofNullable(script.present().getNow(null)).flatMap(this::of);
    }

    /** The members that are secondaries now. */
    public List<ScriptedMember> secondaries() {
        return members.stream()
                .filter(member -> member.state() == MemberState.SECONDARY)
                .toList();
    }

    /**
     * Waits until there is a primary and returns it.
     *
     * @throws LabException {@code LAB_NO_PRIMARY} when there is none within {@code patience}
     */
    public ScriptedMember awaitPrimary(Duration patience) {
        try {
            MemberScript elected = script.present().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return of(elected).orElseThrow();
        } catch (TimeoutException | ExecutionException none) {
            throw noPrimary("within " + patience, none);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw noPrimary("before the wait was interrupted", interrupted);
        }
    }

    private LabException noPrimary(String when, @Nullable Throwable cause) {
        return new LabException(
                "LAB_NO_PRIMARY: the scripted set has no primary " + when + " (set=" + name()
                        + "). Fix: restart or rejoin members until a majority is there, and call regainMajority.",
                cause);
    }

    private Optional<ScriptedMember> of(MemberScript wanted) {
        return members.stream().filter(member -> member.script() == wanted).findFirst();
    }

    /** The primary becomes a secondary and aborts its open transactions; after the election delay another takes office. */
    public void stepDown() {
        run(script::stepDown);
    }

    /**
     * Makes this member primary at once; the one before steps down in the same moment, so that the set is never without
     * one. What clients hear first is theirs to find out; see {@link #handOver}.
     *
     * @throws LabException {@code LAB_NO_ELECTION} when it is primary already, down or isolated, or no majority is there
     */
    public void elect(ScriptedMember member) {
        elected(member, () -> script.elect(member.script()));
    }

    /**
     * As {@link #elect}, but the one before says for {@code overlap} that it is primary too, as one does that has not
     * noticed: clients must believe the newer, and never see the set without a primary.
     *
     * @throws LabException {@code LAB_NO_ELECTION} when it is primary already, down or isolated, or no majority is there
     */
    public void handOver(ScriptedMember member, Duration overlap) {
        elected(member, () -> script.handOver(member.script(), overlap));
    }

    private void elected(ScriptedMember member, Runnable election) {
        boolean eligible = ask(() -> {
            boolean can = script.eligible(member.script());
            if (can) {
                election.run();
            }
            return can;
        });
        if (!eligible) {
            throw new LabException(
                    "LAB_NO_ELECTION: this member cannot be elected (host=" + member.address()
                            + "). Fix: it must not be primary already, be alive and not isolated, and so must a majority.",
                    null);
        }
    }

    /** Kills the primary and returns it; does nothing when there is none. */
    public Optional<ScriptedMember> killPrimary() {
        Optional<ScriptedMember> victim = primary();
        victim.ifPresent(ScriptedMember::kill);
        return victim;
    }

    /** The primary steps down, and nobody is elected before {@link #regainMajority()}. */
    public void loseMajority() {
        run(() -> script.denyMajority(true));
    }

    /** Ends {@link #loseMajority()}; after the election delay somebody takes office. */
    public void regainMajority() {
        run(() -> script.denyMajority(false));
    }

    /** How long the set is without primary from now on. */
    public void electionDelay(Duration delay) {
        run(() -> script.electionDelay(delay));
    }

    /** Every member says from now on that the set has this name; clients that want the old one drop it. */
    public void rename(String name) {
        run(() -> script.rename(name));
    }

    /** Takes in another member, a secondary, and returns it; clients hear of it by the others' greetings. */
    public ScriptedMember add() {
        int port = LoopbackPorts.next();
        FaultProxy network = FaultProxy.inFrontOf(LoopbackPorts.HOST, port);
        MemberScript added = new MemberScript(script, network.address(), self -> Front.open(loop, stand, self, port));
        ScriptedMember member = new ScriptedMember(this, added, network);
        everyone.add(member);
        act(added, SetScript::add);
        members.add(member);
        return member;
    }

    /** Takes a member out of the set; it goes on listening, and says that it was removed. */
    public void remove(ScriptedMember member) {
        members.remove(member);
        act(member.script(), SetScript::remove);
    }

    /** Does this to commands, whichever member they come to, from now on. */
    public void fail(FailCommand what) {
        fail(what, null);
    }

    void fail(FailCommand what, @Nullable Front where) {
        run(() -> stand.faults().add(what.fault(), where));
    }

    /** How many commands a {@link FailCommand} has happened to so far, counted when it begins. */
    public long failed() {
        return stand.faults().struck();
    }

    /** Ends everything {@code fail} has begun, for the set and for its members. */
    public void failNoMore() {
        run(() -> stand.faults().clear());
    }

    void act(MemberScript member, BiConsumer<SetScript, MemberScript> deed) {
        run(() -> deed.accept(script, member));
    }

    private void run(Runnable deed) {
        ask(() -> {
            deed.run();
            return true;
        });
    }

    <T> T ask(Callable<T> question) {
        if (closed) {
            throw new LabException(
                    "LAB_SET_CLOSED: a closed set does nothing any more (set=" + this
                            + "). Fix: close it after its last use.",
                    null);
        }
        return loop.ask(question);
    }

    /** Ends it with all connections; the server behind it stays. Doing so twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            everyone.forEach(ScriptedMember::close);
            loop.close();
        }
    }

    @Override
    public String toString() {
        return "ScriptedReplicaSet(" + members + ")";
    }
}
