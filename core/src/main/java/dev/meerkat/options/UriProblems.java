package dev.meerkat.options;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a connection string; quotes nothing that could be a part of a password. */
final class UriProblems {
    private static final String ESCAPE =
            "percent-encode every character of user and password that is neither letter nor"
                    + " digit, '@' as %40 for example";

    private final List<OptionProblem> found = new ArrayList<>();

    void add(String rule, String fix) {
        found.add(new OptionProblem("uri", Hidden.TEXT, rule, fix));
    }

    /** A rule that user and password break, or a part of them that got into the wrong place. */
    void addEscaping(String rule) {
        add(rule, ESCAPE);
    }

    void addOption(String option, String value, String rule, String fix) {
        found.add(new OptionProblem("uri option " + option, value, rule, fix));
    }

    boolean any() {
        return !found.isEmpty();
    }

    List<OptionProblem> found() {
        return List.copyOf(found);
    }
}
