package dev.meerkat.benchmarks.paired;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What rounds say of each contestant against the first, as lines of a Markdown table. */
public final class Comparison {
    /** The table's first two lines. */
    public static final String HEAD = """
            | operation | client | CPU µs/op | CPU ÷ raw: median [95 %] (min–max) | B/op | B/op − raw |
            |---|---|---|---|---|---|""";

    private final String operation;
    private final List<Contestant> contestants;
    private final List<List<Cost>> rounds;

    /** Compares what the rounds of an operation cost. */
    public Comparison(String operation, List<Contestant> contestants, List<List<Cost>> rounds) {
        this.operation = operation;
        this.contestants = contestants;
        this.rounds = rounds;
    }

    private Spread spread(ToDoubleFunction<List<Cost>> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Processor time, as a multiple of the first contestant's in the same round. */
    public Spread ratio(int who) {
        return spread(
                round -> round.get(who).processorNanosEach() / round.get(0).processorNanosEach());
    }

    /** Microseconds of the processor that {@code who} needs above {@code other} in the same round. */
    public Spread moreMicros(int who, int other) {
        return spread(
                round -> (round.get(who).processorNanosEach() - round.get(other).processorNanosEach()) / 1_000);
    }

    /** Bytes above the first contestant's in the same round. */
    public Spread moreBytes(int who) {
        return spread(round -> round.get(who).bytesEach() - round.get(0).bytesEach());
    }

    /** The lines of all contestants. */
    public String lines() {
        return IntStream.range(0, contestants.size()).mapToObj(this::line).collect(Collectors.joining("\n"));
    }

    private String line(int who) {
        Spread micros = spread(round -> round.get(who).processorNanosEach() / 1_000);
        Spread bytes = spread(round -> round.get(who).bytesEach());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %.0f | %s |",
                operation,
                contestants.get(who).name(),
                micros.median(),
                who == 0 ? "1" : ratio(who).text(3),
                bytes.median(),
                who == 0 ? "0" : moreBytes(who).text(0));
    }
}
