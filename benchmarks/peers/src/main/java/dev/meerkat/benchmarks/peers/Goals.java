package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.paired.Comparison;
import dev.meerkat.benchmarks.paired.Contestant;
import dev.meerkat.benchmarks.paired.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the model layer is to cost at most, and whether it did. */
final class Goals {
    private static final double RATIO = 1.05;
    private static final int BYTES = 256;
    private static final int BYTES_PER_DOCUMENT = 16;

    private Goals() {}

    /** A line of Markdown. */
    static String line(Kind kind, Operation operation, List<Contestant> contestants, Comparison comparison) {
        int model = find(contestants, Kind.MODEL).orElseThrow();
        Spread ratio = comparison.ratio(model);
        String place = "- " + operation.text() + ", " + kind.text() + ": ";
        return kind == Kind.TYPICAL
                ? place + besidePeers(contestants, comparison, ratio)
                : place + besideRaw(ratio, comparison.moreBytes(model), operation.documents());
    }

    private static String besideRaw(Spread ratio, Spread bytes, int documents) {
        int most = BYTES + BYTES_PER_DOCUMENT * documents;
        return String.format(
                Locale.ROOT,
                "%.3f × raw, at most %.3f, goal %.2f: %s; %.0f B more, goal %d: %s",
                ratio.median(),
                ratio.high(),
                RATIO,
                met(ratio.high() <= RATIO),
                bytes.median(),
                most,
                met(bytes.median() <= most));
    }

    private static String besidePeers(List<Contestant> contestants, Comparison comparison, Spread ratio) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.3f × raw", ratio.median()));
        for (String peer : List.of(Kind.SPRING, Kind.MORPHIA)) {
            double theirs =
                    comparison.ratio(find(contestants, peer).orElseThrow()).median();
            text.append(
                    String.format(Locale.ROOT, "; below %s's %.2f: %s", peer, theirs, met(ratio.median() < theirs)));
        }
        return text.toString();
    }

    private static Optional<Integer> find(List<Contestant> contestants, String name) {
        return IntStream.range(0, contestants.size())
                .filter(who -> contestants.get(who).name().equals(name))
                .boxed()
                .findFirst();
    }

    private static String met(boolean yes) {
        return yes ? "met" : "**missed**";
    }
}
