package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.ServerClosedEvent;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatStartedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerListener;
import com.mongodb.event.ServerMonitorListener;
import com.mongodb.event.ServerOpeningEvent;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.internal.time.TimeSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;

/** One attempt of the real driver, with evidence and probe as the connection uses them. */
final class Attempt implements AutoCloseable {
    /**
     * What ended it: the diagnosis, whether it was known to be fatal before the caller's wait ended, and how many of the driver's checks had
     * failed when that was plain or a probe was due; what is told at once needs one at most, however slow the machine is.
     */
    record Outcome(Diagnosis diagnosis, boolean fatalBeforeTheEnd, int failedChecks) {}

    private static final TimeSource TIME = TimeSource.SYSTEM;

    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final MongoClientSettings settings;
    private final Evidence evidence;
    private final MongoClient client;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger failedWhenPlain = new AtomicInteger(-1);

    private Attempt(MongoClientSettings.Builder builder) {
        MongoClientSettings plain = builder.build();
        this.evidence = new Evidence(plain, TIME);
        this.settings = builder.applyToClusterSettings(c -> c.addClusterListener(new Clusters()))
                .applyToServerSettings(s -> s.addServerListener(new Servers()).addServerMonitorListener(new Checks()))
                .build();
        this.client = MongoClients.create(settings);
    }

    static Outcome of(Consumer<MongoClientSettings.Builder> options) throws InterruptedException {
        MongoClientSettings.Builder builder = MongoClientSettings.builder()
                .applyToClusterSettings(c -> c.serverSelectionTimeout(1200, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(s -> s.connectTimeout(10, TimeUnit.SECONDS));
        options.accept(builder);
        try (Attempt attempt = new Attempt(builder)) {
            return attempt.run();
        }
    }

    /** One that is not expected to use up the caller's wait, which is long so that a busy machine does not end it either. */
    static Outcome fatal(Consumer<MongoClientSettings.Builder> options) throws InterruptedException {
        return of(builder -> {
            builder.applyToClusterSettings(c -> c.serverSelectionTimeout(25, TimeUnit.SECONDS));
            options.accept(builder);
        });
    }

    private Outcome run() throws InterruptedException {
        Thread caller = new Thread(this::ping, "caller");
        caller.setDaemon(true);
        caller.start();
        while (true) {
            Optional<Diagnosis> fatal = evidence.fatal();
            if (fatal.isPresent()) {
                return new Outcome(fatal.get(), true, plain());
            }
            Optional<ProbeTarget> target = evidence.wantsProbe(TIME.nanos());
            if (target.isPresent()) {
                plain();
                new Probe(target.get(), settings, evidence, TIME).ask();
                continue;
            }
            Object signal = next();
            if (signal instanceof Throwable failure) {
                return new Outcome(evidence.best(failure), false, plain());
            }
            if (signal instanceof Document) {
                throw new AssertionError("The ping succeeded");
            }
        }
    }

    private Object next() throws InterruptedException {
        OptionalLong due = evidence.probeDueAt();
        long wait = due.isPresent() ? due.getAsLong() - TIME.nanos() : TimeUnit.SECONDS.toNanos(20);
        Object signal = signals.poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
        return signal == null ? "time" : signal;
    }

    private void ping() {
        try {
            signals.add(client.getDatabase("admin").runCommand(new Document("ping", 1)));
        } catch (RuntimeException failure) {
            signals.add(failure);
        }
    }

    /** How many checks had failed when this was called first. */
    private int plain() {
        failedWhenPlain.compareAndSet(-1, failed.get());
        return failedWhenPlain.get();
    }

    @Override
    public void close() {
        client.close();
    }

    /** On the driver's thread, so that no later check of the same server can come between. */
    private void seen() {
        if (evidence.fatal().isPresent() || evidence.wantsProbe(TIME.nanos()).isPresent()) {
            plain();
        }
        signals.add("event");
    }

    private final class Clusters implements ClusterListener {
        @Override
        public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
            evidence.clusterChanged(event);
            seen();
        }
    }

    private final class Servers implements ServerListener {
        @Override
        public void serverOpening(ServerOpeningEvent event) {
            evidence.serverOpening(event);
            seen();
        }

        @Override
        public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
            evidence.serverChanged(event);
            seen();
        }

        @Override
        public void serverClosed(ServerClosedEvent event) {
            evidence.serverClosed(event);
            seen();
        }
    }

    private final class Checks implements ServerMonitorListener {
        @Override
        public void serverHearbeatStarted(ServerHeartbeatStartedEvent event) {
            evidence.heartbeatStarted(event);
            seen();
        }

        @Override
        public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
            evidence.heartbeatSucceeded(event);
            seen();
        }

        @Override
        public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
            failed.incrementAndGet();
            evidence.heartbeatFailed(event);
            seen();
        }
    }
}
