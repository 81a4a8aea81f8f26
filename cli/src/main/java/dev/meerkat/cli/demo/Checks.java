package dev.meerkat.cli.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the demo promised and whether it held. Thread safety: safe. */
final class Checks {
    private final List<Check> all = new CopyOnWriteArrayList<>();

    /** Notes a promise, whether it held, and the figures it was judged by. */
    void note(String promise, boolean held, String figures) {
        all.add(new Check(promise, held, figures));
    }

    List<Check> all() {
        return List.copyOf(all);
    }

    boolean held() {
        return all.stream().allMatch(Check::held);
    }

    record Check(String promise, boolean held, String figures) {}
}
