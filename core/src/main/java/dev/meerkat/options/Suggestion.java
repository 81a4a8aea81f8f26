package dev.meerkat.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Suggestion {
    private Suggestion() {}

    /** The known name nearest to {@code typed}, if one is near. */
    static Optional<String> nearest(String typed, Collection<String> known) {
        String plain = plain(typed);
        int limit = Math.max(1, Math.min(4, plain.length() / 3));
        return known.stream()
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= limit)
                .filter(name -> distance(plain, plain(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparingInt(name -> style(typed) == style(name) ? 0 : 1)
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a fix: {@code did you mean x?}, or what to do instead. */
    static String fix(String typed, Collection<String> known, String otherwise) {
        return nearest(typed, known).map(name -> "did you mean " + name + "?").orElse(otherwise);
    }

    private static boolean style(String name) {
        return name.indexOf('-') >= 0;
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[before.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], before[j]) + 1, before[j - 1] + change);
            }
            before = row;
        }
        return before[other.length()];
    }
}
