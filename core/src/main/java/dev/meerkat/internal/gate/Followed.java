package dev.meerkat.internal.gate;

/** An admission whose end somebody wants to hear of: a flight recording, or who looks for leaks. Source: contract E6, H4. */
public final class Followed extends Admission {
    private final Admission admission;
    private final Runnable then;

    /** Runs {@code then} after {@code admission} was released. */
    public Followed(Admission admission, Runnable then) {
        super(admission.generation());
        this.admission = admission;
        this.then = then;
    }

    @Override
    public void detach() {
        admission.detach();
    }

    @Override
    public void release() {
        admission.release();
        then.run();
    }
}
