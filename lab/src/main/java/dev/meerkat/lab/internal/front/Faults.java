package dev.meerkat.lab.internal.front;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** The faults in force before one backend, each for all listeners or for one. For the loop's thread only, but for what says otherwise. */
public final class Faults {
    private final List<Force> forces = new ArrayList<>();
    private final AtomicLong struck = new AtomicLong();

    /** None. */
    public Faults() {}

    /** Puts a fault in force; {@code where} is the only listener it happens at, or null for all. */
    public void add(Fault fault, @Nullable Front where) {
        forces.add(new Force(fault, where));
    }

    /** How many commands met one; any thread. */
    public long struck() {
        return struck.get();
    }

    /** Ends all of them. */
    public void clear() {
        forces.clear();
    }

    /** Ends those of one listener. */
    void clear(Front where) {
        forces.removeIf(force -> force.where == where);
    }

    /** What happens to this command, counted by this question. */
    @Nullable
    Fault take(Front front, BsonDocument command, @Nullable String application) {
        String name = Commands.canonical(command);
        for (Force force : forces) {
            boolean here = force.where == null || force.where == front;
            if (here && force.fault.concerns(name, application) && force.strikes()) {
                struck.incrementAndGet();
                return force.fault;
            }
        }
        return null;
    }

    private static final class Force {
        private final Fault fault;
        private final @Nullable Front where;
        private int seen;

        Force(Fault fault, @Nullable Front where) {
            this.fault = fault;
            this.where = where;
        }

        boolean strikes() {
            int number = seen;
            seen = seen == Integer.MAX_VALUE ? seen : seen + 1;
            return number >= fault.skip() && number - fault.skip() < fault.times();
        }
    }
}
