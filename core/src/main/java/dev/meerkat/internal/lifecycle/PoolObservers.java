package dev.meerkat.internal.lifecycle;

import dev.meerkat.Subscription;
import dev.meerkat.stats.PoolObserver;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes times on to whoever observes them; with nobody there it costs one look. What an observer throws goes nowhere. Thread safety: safe.
 * Source: contract H2.
 */
final class PoolObservers implements PoolObserver {
    private static final Logger LOG = LoggerFactory.getLogger(PoolObservers.class);

    private volatile Entry[] present = {};

    /** One adding of an observer: the same one may be added twice. */
    private static final class Entry {
        private final PoolObserver observer;

        Entry(PoolObserver observer) {
            this.observer = observer;
        }
    }

    Subscription add(PoolObserver observer) {
        Entry own = new Entry(Objects.requireNonNull(observer, "observer"));
        change(others -> Stream.concat(others, Stream.of(own)));
        return () -> change(all -> all.filter(each -> each != own));
    }

    private synchronized void change(UnaryOperator<Stream<Entry>> change) {
        present = change.apply(Arrays.stream(present)).toArray(Entry[]::new);
    }

    // Three loops alike: an observer is called twice for each operation, and behind a shared loop the JVM would look
    // each call up.

    @Override
    public void waited(String host, long nanos) {
        for (Entry each : present) {
            try {
                each.observer.waited(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }
    }

    @Override
    public void used(String host, long nanos) {
        for (Entry each : present) {
            try {
                each.observer.used(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }
    }

    @Override
    public void created(String host, long nanos) {
        for (Entry each : present) {
            try {
                each.observer.created(host, nanos);
            } catch (RuntimeException dropped) {
                forget(dropped);
            }
        }
    }

    private static void forget(RuntimeException dropped) {
        LOG.debug("a pool observer failed", dropped);
    }
}
