package dev.meerkat.testkit.internal;

import dev.meerkat.testkit.Leak;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks for what a test left behind, and gives it time to vanish. For one thread. */
final class Inspection {
    private final Settings settings;
    private final Threads before = Threads.now();
    private final Map<Leak, List<String>> left = new EnumMap<>(Leak.class);

    /** Begins before the test. */
    Inspection(Settings settings) {
        this.settings = settings;
    }

    /** Looks after the test, closing the injected clients between what must be closed before them and what goes with them. */
    void after(Belongings belongings) {
        belongings.stopWriters();
        look(belongings::open);
        belongings.closeClients();
        look(() -> Map.of(
                Leak.THREADS, before.since(settings.ignored()),
                Leak.SOCKETS, belongings.sockets()));
    }

    private void look(Supplier<Map<Leak, List<String>>> place) {
        Map<Leak, List<String>> seen = new EnumMap<>(Leak.class);
        Time.until(settings.patience(), () -> {
            seen.clear();
            place.get().forEach((leak, words) -> {
                if (!words.isEmpty() && !settings.mayLeak().contains(leak)) {
                    seen.put(leak, words);
                }
            });
            return seen.isEmpty();
        });
        left.putAll(seen);
    }

    /** Fails with everything that was left. */
    void verdict(String test) {
        if (left.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("TESTKIT_LEAK: the test left something behind (test=" + test
                + ", waited=" + settings.patience() + "). Fix: close it in the test or in @AfterEach; what may stay is"
                + " named by @MeerkatTest(mayLeak = …) or ignoredThreads.");
        left.forEach((leak, words) -> words.forEach(
                each -> text.append("\n  ").append(leak).append(": ").append(each)));
        throw new AssertionError(text.toString());
    }
}
