package dev.meerkat.testkit.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The threads that lived at one moment, and those that came since and stayed. Immutable. */
final class Threads {
    /** The lab's, and what libraries start once for the whole JVM and never end. */
    private static final Pattern NOBODYS = Pattern.compile("meerkat-lab-.*|mongo-server-(boss|worker).*"
            + "|globalEventExecutor-.*|BufferPoolPruner-.*|ForkJoinPool\\.commonPool-.*|CompletableFutureDelayScheduler"
            + "|junit-.*|surefire-.*|Test worker.*|Attach Listener|Monitor Ctrl-Break|JFR .*|process reaper.*");

    /** JUnit's threads for tests in parallel have no names of their own, but a class. */
    private static final String JUNITS = "org.junit.";

    /** Groups of the JVM's own threads. */
    private static final Set<String> JVM_GROUPS = Set.of("system", "InnocuousThreadGroup");

    /** Threads the driver starts beside those that check servers, later and without the client's number. */
    private static final Pattern DRIVERS_OTHERS = Pattern.compile("(MaintenanceTimer|AsyncGetter|CleanCursors)-.*");

    /** What tells whose a thread is: a driver client's number, a pool's, a connection's name. */
    private static final List<Pattern> OWNERS = List.of(
            Pattern.compile("cluster-(?:rtt-)?(?:ClusterId\\{value=')?([0-9a-f]{24}).*"),
            Pattern.compile("(.*pool-\\d+-thread-)\\d+"),
            Pattern.compile("(meerkat-.+?)-(?:guard|connect|reconnect|verify|probe|pools|ping|indexes|retire|discard"
                    + "|shutdown|close|events|reclaim|watch-\\d+|rotate|follow|open)"));

    private final Set<Thread> alive;
    private final Set<String> owners = new HashSet<>();

    private Threads(Set<Thread> alive) {
        this.alive = alive;
        alive.forEach(thread -> owner(thread.getName()).ifPresent(owners::add));
    }

    /** Those of now. */
    static Threads now() {
        return new Threads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** Each thread that has come since and is alive, in words, with its stack. */
    List<String> since(List<Pattern> ignored) {
        Predicate<Thread> fresh = thread -> thread.isAlive()
                && !alive.contains(thread)
                && !nobodys(thread)
                && ignored.stream()
                        .noneMatch(name -> name.matcher(thread.getName()).matches())
                && owner(thread.getName()).filter(owners::contains).isEmpty();
        List<String> found = new ArrayList<>();
        List<String> drivers = new ArrayList<>();
        boolean client = false;
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            if (fresh.test(thread)) {
                boolean other = DRIVERS_OTHERS.matcher(thread.getName()).matches();
                client |= thread.getName().startsWith("cluster-");
                (other ? drivers : found).add(words(thread, each.getValue()));
            }
        }
        // A client that was there before starts them when it is first used; one that is left behind is told by its
        // checks.
        if (client) {
            found.addAll(drivers);
        }
        return found;
    }

    private static boolean nobodys(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread == Thread.currentThread()
                || group == null
                || JVM_GROUPS.contains(group.getName())
                || thread.getClass().getName().startsWith(JUNITS)
                || NOBODYS.matcher(thread.getName()).matches();
    }

    private static Optional<String> owner(String name) {
        for (Pattern pattern : OWNERS) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static String words(Thread thread, StackTraceElement[] stack) {
        return "thread " + thread.getName() + " (" + (thread.isDaemon() ? "daemon, " : "") + thread.getState() + ")"
                + Origin.of(List.of(stack));
    }
}
