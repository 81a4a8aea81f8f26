package dev.meerkat.internal.gate;

import com.mongodb.client.MongoClient;
import java.util.concurrent.atomic.AtomicBoolean;

/** An admission that tells its gate when it ends, and refuses to end twice. */
public final class TestAdmission extends Admission {
    private final Generation generation;
    private final Runnable released;
    private final AtomicBoolean ended = new AtomicBoolean();

    public TestAdmission(Generation generation, Runnable released) {
        this.generation = generation;
        this.released = released;
    }

    public static Generation generation(MongoClient client) {
        return new Generation(client);
    }

    @Override
    public Generation generation() {
        return generation;
    }

    @Override
    public void release() {
        if (!ended.compareAndSet(false, true)) {
            throw new AssertionError("released twice");
        }
        released.run();
    }
}
