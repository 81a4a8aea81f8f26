package dev.meerkat.contract.frame;

import com.mongodb.MongoClientSettings;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.testkit.EventRecorder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A name server that does not answer until this is closed, and whose caller no interrupt wakes; pass it to the option {@code customize}. */
public final class StuckResolver implements Consumer<MongoClientSettings.Builder>, InetAddressResolver, AutoCloseable {
    private final CountDownLatch released = new CountDownLatch(1);
    private final Latch asked = new Latch();

    @Override
    public void accept(MongoClientSettings.Builder settings) {
        settings.inetAddressResolver(this);
    }

    @Override
    public List<InetAddress> lookupByName(String host) throws UnknownHostException {
        asked.open();
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException ignoredAsInARealLookUp) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }

    /** Waits until somebody is inside a look-up. */
    public void awaitAsked() {
        if (!asked.await(EventRecorder.PATIENCE)) {
            throw new AssertionError("nobody looked a name up");
        }
    }

    /** Lets every look-up end, with an unknown host. */
    @Override
    public void close() {
        released.countDown();
    }
}
