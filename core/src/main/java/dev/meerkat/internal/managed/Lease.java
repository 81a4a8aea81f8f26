package dev.meerkat.internal.managed;

import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Followed;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An admission that outlives a call: of an open cursor or transaction. It ends once, whoever ends it first. */
final class Lease {
    private final AtomicReference<@Nullable Admission> admission;

    Lease(Admission admission) {
        this.admission = new AtomicReference<>(admission);
    }

    /** The admission, null once ended. */
    @Nullable
    Admission admission() {
        return admission.get();
    }

    /** Lets {@code then} run when it ends; now if it has. */
    void whenEnded(Runnable then) {
        Admission held = admission.getAndUpdate(before -> before == null ? null : new Followed(before, then));
        if (held == null) {
            then.run();
        }
    }

    void end() {
        Admission held = admission.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }
}
