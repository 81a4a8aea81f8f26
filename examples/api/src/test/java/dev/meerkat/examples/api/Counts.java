package dev.meerkat.examples.api;

import java.util.HashSet;
import java.util.List;

/** What a run came to, in one line. */
final class Counts {
    private Counts() {}

    static void print(String run, Load load, List<String> stored) {
        long twice = (long) stored.size() - new HashSet<>(stored).size();
        System.out.println(run + ": attempted " + load.attempted() + ", answered " + load.answered()
                + ", acknowledged writes " + load.acknowledged().size() + ", stored " + stored.size() + ", duplicated "
                + (twice + load.repeated()));
    }
}
