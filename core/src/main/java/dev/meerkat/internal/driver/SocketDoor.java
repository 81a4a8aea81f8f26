package dev.meerkat.internal.driver;

import com.mongodb.MongoClientSettings;
import com.mongodb.spi.dns.InetAddressResolver;
import com.mongodb.spi.dns.InetAddressResolverProvider;
import dev.meerkat.internal.time.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The door that each new socket of one driver client passes on the thread that opens it: the look-up of the host's addresses.
 *
 * <p>The driver closes a monitor without waiting for it. A monitor that is opening its socket at that moment opens it all the same, and
 * then nobody closes it before the garbage collector does. So the door is shut first, and whoever has passed it is waited for, before the
 * client is closed.
 *
 * <p>The driver itself does the same to a member that does not fit, of another set for example: it drops it on its first answer, and just
 * then the thread that measures round trips opens its socket, which nobody closes. So that thread waits a while at the door first, and goes
 * away when the driver ends it. Thread safety: safe. Source: contract O5, C1, S16.
 */
final class SocketDoor implements InetAddressResolver {
    /** How often a thread is looked at that works inside the driver, which does not tell; on a healthy network once or twice. */
    static final Duration LOOK = Duration.ofMillis(2);

    /** As {@link #LOOK}, where it may take seconds. */
    private static final Duration LATE = Duration.ofMillis(20);

    /** Longer than the driver takes to drop a member whose first answer has just come, on a loaded machine too. */
    static final Duration FITTING = Duration.ofMillis(500);

    private static final String DRIVER = "com.mongodb.";
    private static final String CONNECTION = "InternalStreamConnection";

    private final InetAddressResolver names;
    private final Set<Thread> lookingUp = ConcurrentHashMap.newKeySet();
    private final Set<Thread> owned = ConcurrentHashMap.newKeySet();
    private final CountDownLatch shut = new CountDownLatch(1);

    SocketDoor(InetAddressResolver names) {
        this.names = names;
    }

    /** A door for a client with these settings; it looks names up as the driver would by itself. */
    static SocketDoor of(MongoClientSettings settings) {
        return new SocketDoor(names(settings));
    }

    /** How a client with these settings looks up the addresses of a host. */
    static InetAddressResolver names(MongoClientSettings settings) {
        InetAddressResolver own = settings.getInetAddressResolver();
        return own == null ? Preset.NAMES : own;
    }

    @Override
    public List<InetAddress> lookupByName(String host) throws UnknownHostException {
        Thread caller = Thread.currentThread();
        if (DriverThreads.monitor(caller) || DriverThreads.poolKeeper(caller)) {
            owned.removeIf(thread -> !thread.isAlive());
            owned.add(caller);
        }
        lookingUp.add(caller);
        List<InetAddress> found;
        try {
            if (DriverThreads.roundTrips(caller)) {
                awaitFitting(host);
            }
            refuseIfShut(host);
            found = names.lookupByName(host);
        } finally {
            lookingUp.remove(caller);
        }
        refuseIfShut(host);
        return found;
    }

    private void refuseIfShut(String host) throws UnknownHostException {
        if (shut.getCount() == 0) {
            throw refused(host);
        }
    }

    private void awaitFitting(String host) throws UnknownHostException {
        try {
            shut.await(FITTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw refused(host);
        }
    }

    private static UnknownHostException refused(String host) {
        return new UnknownHostException(
                host + " is not looked up, for its client is being closed, or does not want it");
    }

    /** Lets nobody through any more. */
    void shut() {
        shut.countDown();
    }

    /** The driver's own threads that came to the door and still live. The driver tells of monitors only later, of the others never. */
    List<Thread> threads() {
        return owned.stream().filter(Thread::isAlive).toList();
    }

    /** Waits until no monitor is on its way from the shut door to its socket, at most until {@code end}. */
    void awaitPassed(TimeSource time, long end) throws InterruptedException {
        for (Thread thread : monitors()) {
            while (onItsWay(thread) && end - time.nanos() > 0) {
                thread.join(LOOK.toMillis());
            }
        }
    }

    /** Waits until no monitor is on its way, as long as {@code patient}; a connect may take {@code connectTimeout}. */
    void awaitPassedWhile(BooleanSupplier patient) throws InterruptedException {
        for (Thread thread : monitors()) {
            while (onItsWay(thread) && patient.getAsBoolean()) {
                thread.join(LATE.toMillis());
            }
        }
    }

    /** Whether some monitor has a socket and waits for an answer. */
    boolean talking() {
        return monitors().stream().anyMatch(thread -> !opening(thread) && in(thread, CONNECTION, ""));
    }

    private List<Thread> monitors() {
        return owned.stream().filter(DriverThreads::monitor).toList();
    }

    /** Who is still looking a name up will find the door shut. */
    private boolean onItsWay(Thread thread) {
        return !lookingUp.contains(thread) && opening(thread);
    }

    /** Whether a thread sits in a look-up or in a connect: nobody can end it before that ends. */
    boolean stuck(Thread thread) {
        return lookingUp.contains(thread) || opening(thread);
    }

    private static boolean opening(Thread thread) {
        return in(thread, "Stream", "open");
    }

    /** Whether a thread is in some method, or in any if that is empty, of a driver's class whose name ends so: only its stack tells. */
    private static boolean in(Thread thread, String type, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith(DRIVER)
                    && name.endsWith(type)
                    && (method.isEmpty() || method.equals(frame.getMethodName()))) {
                return true;
            }
        }
        return false;
    }

    /** What the driver uses without a resolver in the settings: a provider on the class path, else the JDK. */
    private static final class Preset {
        private static final InetAddressResolver NAMES = ServiceLoader.load(InetAddressResolverProvider.class)
                .findFirst()
                .map(InetAddressResolverProvider::create)
                .orElse(host -> List.of(InetAddress.getAllByName(host)));
    }
}
