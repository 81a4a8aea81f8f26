package dev.meerkat.internal.signal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's one handler of SIGINT and SIGTERM: stops everything registered once, then exits; a second signal halts at once.
 *
 * <p>Thread safety: safe. Source: contract C4.
 */
public final class SignalStop {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.signals");
    private static final List<Runnable> STOPS = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final AtomicInteger RECEIVED = new AtomicInteger();
    private static volatile IntUnaryOperator exitCode = signal -> 128 + signal;

    private SignalStop() {}

    /** Registers {@code stop}, which drains and returns; the same object only once. Installs the handler at the first call. */
    public static void register(Runnable stop) {
        if (!STOPS.contains(stop)) {
            STOPS.add(stop);
        }
        if (INSTALLED.compareAndSet(false, true)) {
            install();
        }
    }

    /** Whether {@code stop} is registered. */
    public static boolean registered(Runnable stop) {
        return STOPS.contains(stop);
    }

    /** The exit code for a signal number from now on; the default is the platform's, 128 + number. */
    public static void exitCode(IntUnaryOperator code) {
        exitCode = code;
    }

    private static void install() {
        try {
            boolean interrupt = PlatformSignals.handle("INT", SignalStop::received);
            boolean terminate = PlatformSignals.handle("TERM", SignalStop::received);
            LOG.debug("signal handlers installed INT={} TERM={}", interrupt, terminate);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            LOG.warn("signals cannot be handled here, a shutdown hook drains instead; a second signal will not be seen"
                    + " and forces nothing");
            Runtime.getRuntime().addShutdownHook(new Thread(SignalStop::stopAll, "meerkat-shutdown"));
        }
    }

    private static void received(int signal) {
        boolean second = RECEIVED.incrementAndGet() > 1;
        int code = code(signal);
        if (second) {
            LOG.warn("second signal: halting without waiting for the drain exit={}", code);
            Runtime.getRuntime().halt(code);
        }
        LOG.info("signal received, draining signal={}", signal);
        Thread stopper = new Thread(
                () -> {
                    try {
                        stopAll();
                    } finally {
                        Runtime.getRuntime().exit(code);
                    }
                },
                "meerkat-signal");
        stopper.setDaemon(false); // or a JVM whose own threads end meanwhile would not wait for the drain
        stopper.start();
    }

    private static int code(int signal) {
        try {
            return exitCode.applyAsInt(signal);
        } catch (RuntimeException | Error failed) {
            LOG.error("the exit code's function failed, the platform's code is used signal={}", signal, failed);
            return 128 + signal;
        }
    }

    /** Side by side, so that the deadline of one is the deadline of all. */
    private static void stopAll() {
        List<Thread> stopping = STOPS.stream()
                .map(stop -> new Thread(() -> run(stop), "meerkat-signal-stop"))
                .toList();
        stopping.forEach(Thread::start);
        try {
            for (Thread each : stopping) {
                each.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException failed) {
            LOG.error("a stop failed", failed);
        }
    }
}
