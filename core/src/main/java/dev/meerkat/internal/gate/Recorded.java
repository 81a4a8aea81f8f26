package dev.meerkat.internal.gate;

import dev.meerkat.internal.jfr.OperationFlight;

/** An admission that a flight recording wants to hear of; made only while one runs. Source: contract E6. */
public final class Recorded extends Admission {
    private final Admission admission;
    private final OperationFlight flight;

    /** Ends {@code flight} with {@code admission}. */
    public Recorded(Admission admission, OperationFlight flight) {
        super(admission.generation());
        this.admission = admission;
        this.flight = flight;
    }

    @Override
    public void detach() {
        admission.detach();
    }

    @Override
    public void release() {
        admission.release();
        flight.land();
    }
}
