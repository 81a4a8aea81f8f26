package dev.meerkat.benchmarks.paired;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What rounds say of each contestant against the first, as lines of a Markdown table. */
final class Comparison {
    static final String HEAD = """
            | operation | client | CPU µs/op | CPU ÷ raw: median [95 %] (min–max) | B/op | B/op − raw |
            |---|---|---|---|---|---|""";

    private final String operation;
    private final List<Contestant> contestants;
    private final List<List<Cost>> rounds;

    Comparison(String operation, List<Contestant> contestants, List<List<Cost>> rounds) {
        this.operation = operation;
        this.contestants = contestants;
        this.rounds = rounds;
    }

    private Spread spread(ToDoubleFunction<List<Cost>> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    String line(int who) {
        Spread micros = spread(round -> round.get(who).processorNanosEach() / 1_000);
        Spread ratio = spread(
                round -> round.get(who).processorNanosEach() / round.get(0).processorNanosEach());
        Spread bytes = spread(round -> round.get(who).bytesEach());
        Spread more = spread(round -> round.get(who).bytesEach() - round.get(0).bytesEach());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %.0f | %s |",
                operation,
                contestants.get(who).name(),
                micros.median(),
                who == 0 ? "1" : ratio.text(3),
                bytes.median(),
                who == 0 ? "0" : more.text(0));
    }
}
