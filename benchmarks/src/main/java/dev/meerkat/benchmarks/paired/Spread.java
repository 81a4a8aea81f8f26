package dev.meerkat.benchmarks.paired;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The median of a sample, its range, and where the median of another such sample would lie 95 times of 100, by resampling. Immutable; the
 * same sample always gives the same bounds.
 */
public record Spread(double median, double low, double high, double minimum, double maximum) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_124L;

    /** The spread of a sample. */
    public static Spread of(double[] sample) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians = new double[RESAMPLES];
        double[] again = new double[sample.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                again[j] = sample[random.nextInt(sample.length)];
            }
            medians[i] = median(again);
        }
        Arrays.sort(medians);
        double[] sorted = sorted(sample);
        return new Spread(
                median(sample),
                medians[(int) (RESAMPLES * 0.025)],
                medians[(int) (RESAMPLES * 0.975)],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static double median(double[] sample) {
        double[] sorted = sorted(sample);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] sorted(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Median, bounds, range, with {@code digits} behind the point. */
    public String text(int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + " [" + number + ", " + number + "] (" + number + "–" + number + ")",
                median,
                low,
                high,
                minimum,
                maximum);
    }
}
