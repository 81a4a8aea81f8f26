package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.concurrency.GateRig;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected.Reason;
import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.time.TimeSource;

/** A state cell with a gate and nobody listening. */
final class CellRig {
    private static final Diagnosis REFUSED = Diagnosis.of(Problem.REFUSED, "nobody listens", null, null);

    private final GateRig gate = GateRig.in(ConnectionState.NEW);
    private final Dispatcher dispatcher = new Dispatcher("rig", TimeSource.SYSTEM, (event, listener, failure) -> {});
    private final StateCell cell = new StateCell("rig", TimeSource.SYSTEM, gate.gate(), dispatcher);

    static CellRig connecting() {
        CellRig rig = new CellRig();
        rig.cell.move(Move.of(Trigger.OPEN));
        return rig;
    }

    static CellRig connected() {
        CellRig rig = connecting();
        rig.verified();
        return rig;
    }

    boolean verified() {
        return cell.move(Move.verified(gate.generation()));
    }

    boolean giveUp() {
        return cell.move(Move.giveUp(REFUSED));
    }

    boolean lose() {
        return cell.move(Move.lose(REFUSED, Reason.OUTAGE));
    }

    boolean close() {
        return cell.move(Move.of(Trigger.CLOSE));
    }

    GateRig gate() {
        return gate;
    }

    /** The state, if the events told so far are numbered without a gap and each begins where the one before ended; else what is wrong. */
    String story() {
        long number = 0;
        ConnectionState state = ConnectionState.NEW;
        for (ConnectionEvent event : dispatcher.timeline()) {
            number++;
            if (event.sequence() != number || event.from() != state) {
                return "broken at " + event.name();
            }
            state = event.to();
        }
        return state == cell.state() ? state.name() : "events end in " + state;
    }
}
