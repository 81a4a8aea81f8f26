package dev.meerkat.contract.frame;

import com.mongodb.MongoClientSettings;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerMonitorListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * When the driver's own monitor first saw a check fail, watched beside Meerkat; pass it to the option {@code customize}.
 */
public final class Heartbeats implements Consumer<MongoClientSettings.Builder>, ServerMonitorListener {
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong firstFailure = new AtomicLong(NEVER);
    private volatile Runnable afterFailure = () -> {};

    /** Does this on the driver's event thread at each failed check, after Meerkat was told; what the driver tells next waits for it. */
    public Heartbeats afterEachFailure(Runnable deed) {
        afterFailure = deed;
        return this;
    }

    @Override
    public void accept(MongoClientSettings.Builder settings) {
        settings.applyToServerSettings(server -> server.addServerMonitorListener(this));
    }

    @Override
    public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
        firstFailure.compareAndSet(NEVER, System.nanoTime());
        afterFailure.run();
    }

    /** {@link System#nanoTime()} of the first failed check. */
    public long firstFailure() {
        long failed = firstFailure.get();
        if (failed == NEVER) {
            throw new AssertionError("no check failed");
        }
        return failed;
    }
}
