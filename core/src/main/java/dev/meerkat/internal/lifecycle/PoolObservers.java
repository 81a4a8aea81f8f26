package dev.meerkat.internal.lifecycle;

import dev.meerkat.Subscription;
import dev.meerkat.stats.PoolObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes times on to whoever observes them; with nobody there it costs one look. What an observer throws goes nowhere. Thread safety: safe.
 * Source: contract H2.
 */
final class PoolObservers implements PoolObserver {
    private static final Logger LOG = LoggerFactory.getLogger(PoolObservers.class);

    /** Guarded by itself. */
    private final List<PoolObserver> observers = new ArrayList<>();

    private volatile PoolObserver[] present = {};

    Subscription add(PoolObserver observer) {
        PoolObserver own = new Shielded(Objects.requireNonNull(observer, "observer"));
        change(() -> observers.add(own));
        return () -> change(() -> observers.remove(own));
    }

    private void change(Runnable change) {
        synchronized (observers) {
            change.run();
            present = observers.toArray(PoolObserver[]::new);
        }
    }

    @Override
    public void waited(String host, long nanos) {
        for (PoolObserver each : present) {
            each.waited(host, nanos);
        }
    }

    @Override
    public void used(String host, long nanos) {
        for (PoolObserver each : present) {
            each.used(host, nanos);
        }
    }

    @Override
    public void created(String host, long nanos) {
        for (PoolObserver each : present) {
            each.created(host, nanos);
        }
    }

    /** An observer whose failures go nowhere; each has an identity of its own. */
    private static final class Shielded implements PoolObserver {
        private final PoolObserver observer;

        Shielded(PoolObserver observer) {
            this.observer = observer;
        }

        @Override
        public void waited(String host, long nanos) {
            try {
                observer.waited(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }

        @Override
        public void used(String host, long nanos) {
            try {
                observer.used(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }

        @Override
        public void created(String host, long nanos) {
            try {
                observer.created(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }

        private static void forget(RuntimeException dropped) {
            LOG.debug("a pool observer failed", dropped);
        }
    }
}
