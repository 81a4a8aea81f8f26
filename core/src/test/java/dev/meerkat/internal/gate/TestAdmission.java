package dev.meerkat.internal.gate;

import java.util.concurrent.atomic.AtomicBoolean;

/** An admission that tells its gate when it ends, and refuses to end twice. */
public final class TestAdmission extends Admission {
    private final Runnable released;
    private final AtomicBoolean ended = new AtomicBoolean();

    public TestAdmission(Generation generation, Runnable released) {
        super(generation);
        this.released = released;
    }

    @Override
    public void release() {
        if (!ended.compareAndSet(false, true)) {
            throw new AssertionError("released twice");
        }
        released.run();
    }
}
