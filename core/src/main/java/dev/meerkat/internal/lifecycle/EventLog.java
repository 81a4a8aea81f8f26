package dev.meerkat.internal.lifecycle;

import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Drained;
import dev.meerkat.event.Failed;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.event.PoolRecovered;
import dev.meerkat.event.PoolSaturated;
import dev.meerkat.event.ReconfigureFailed;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.event.Reconnected;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each state change, {@code [connection] text key=value}, and folds attempts that fail alike.
 *
 * <p>Runs as the first listener, on the event thread, so that logging never happens under a lock.
 */
final class EventLog implements Consumer<ConnectionEvent> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.connection");

    private String lastCode = "";
    private String lastRefusal = "";
    private int refusals;

    @Override
    public void accept(ConnectionEvent event) {
        String name = event.connection();
        if (event instanceof Disconnected lost && lost.diagnosis().isPresent()) {
            LOG.warn(
                    "[{}] disconnected reason={} diagnosis={}",
                    name,
                    lost.reason(),
                    lost.diagnosis().get());
        } else if (event instanceof Failed failed) {
            LOG.error("[{}] gave up diagnosis={}", name, failed.diagnosis());
        } else if (event instanceof ConnectAttemptFailed failed) {
            attemptFailed(failed);
        } else if (event instanceof Reconnected back) {
            LOG.info("[{}] reconnected downtime={}", name, back.downtime());
        } else if (event instanceof Drained drained && drained.report().forced()) {
            LOG.warn("[{}] drained report={}", name, drained.report());
        } else if (event instanceof Drained drained) {
            LOG.info("[{}] drained report={}", name, drained.report());
        } else if (event instanceof Reconfigured done) {
            reconfigured(done);
        } else if (event instanceof ReconfigureFailed failed) {
            reconfigureFailed(failed);
        } else if (event instanceof IndexBuilt built) {
            LOG.info(
                    "[{}] index built index={} namespace={} took={}",
                    name,
                    built.index(),
                    built.namespace(),
                    built.took());
        } else if (event instanceof IndexFailed failed) {
            LOG.warn("[{}] indexes failed model={} diagnosis={}", name, failed.model(), failed.diagnosis());
        } else if (event.extra()) {
            rarer(event);
        } else {
            LOG.info("[{}] {} state={}", name, event.name(), event.to());
        }
    }

    private static void rarer(ConnectionEvent event) {
        if (event instanceof PoolSaturated full) {
            LOG.warn(
                    "[{}] pool saturated host={} inUse={} waiting={}",
                    full.connection(),
                    full.host(),
                    full.inUse(),
                    full.waiting());
        } else if (event instanceof PoolRecovered back) {
            LOG.info("[{}] pool recovered host={} lasted={}", back.connection(), back.host(), back.lasted());
        } else if (event instanceof LeakSuspected suspected) {
            LOG.warn(
                    "[{}] leak {} leak={}",
                    event.connection(),
                    suspected.collected() ? "collected without a close" : "suspected",
                    suspected.leak());
            LOG.debug("[{}] leak stack={}", event.connection(), suspected.leak().stack());
        } else if (event instanceof LeakReturned back) {
            LOG.info(
                    "[{}] leak {} leak={}",
                    event.connection(),
                    back.collected() ? "collected without a close" : "returned",
                    back.leak());
        } else {
            LOG.debug("[{}] {}", event.connection(), event.name());
        }
    }

    private void reconfigured(Reconfigured done) {
        lastRefusal = "";
        if (done.report().drain().forced()) {
            LOG.warn("[{}] reconfigured report={}", done.connection(), done.report());
        } else {
            LOG.info("[{}] reconfigured report={}", done.connection(), done.report());
        }
    }

    /** As {@link #attemptFailed}: a source that is followed is tried again and again. */
    private void reconfigureFailed(ReconfigureFailed failed) {
        String code = failed.diagnosis().code();
        refusals = code.equals(lastRefusal) ? refusals + 1 : 1;
        lastRefusal = code;
        if (Integer.bitCount(refusals) == 1) {
            LOG.warn(
                    "[{}] reconfigure failed, everything is as it was times={} diagnosis={}",
                    failed.connection(),
                    refusals,
                    failed.diagnosis());
        }
    }

    /** A new cause at once; the same cause at the 2nd, 4th, 8th … attempt, which its number counts. */
    private void attemptFailed(ConnectAttemptFailed failed) {
        String code = failed.diagnosis().code();
        boolean news = !code.equals(lastCode) || Integer.bitCount(failed.attempt()) == 1;
        lastCode = code;
        if (news) {
            LOG.warn(
                    "[{}] connect attempt failed attempt={} next={} diagnosis={}",
                    failed.connection(),
                    failed.attempt(),
                    failed.delay().map(Object::toString).orElse("none"),
                    failed.diagnosis());
        } else {
            LOG.debug("[{}] connect attempt failed attempt={} code={}", failed.connection(), failed.attempt(), code);
        }
    }
}
