package dev.meerkat.lab.internal.front;

/** What all listeners before one backend share: the backend, the faults in force, the retryable writes done. */
public final class Stand {
    private final Backend backend;
    private final Faults faults = new Faults();
    private final RetryMemory memory = new RetryMemory();

    /** Before this backend, without faults. */
    public Stand(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    /** The faults in force; for the loop's thread only. */
    public Faults faults() {
        return faults;
    }

    RetryMemory memory() {
        return memory;
    }
}
