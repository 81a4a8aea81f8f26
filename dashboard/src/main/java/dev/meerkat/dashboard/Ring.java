package dev.meerkat.dashboard;

import java.util.ArrayList;
import java.util.List;

/** The last so many samples of five series, in an array each. Not thread-safe. */
final class Ring {
    /** In flight, waiting, in use, p99 of the wait in milliseconds, operations a second. */
    static final int SERIES = 5;

    private final double[] times;
    private final float[][] values;
    private int next;
    private int count;

    Ring(int length) {
        this.times = new double[length];
        this.values = new float[SERIES][length];
    }

    void add(double time, float[] sample) {
        times[next] = time;
        for (int series = 0; series < SERIES; series++) {
            values[series][next] = sample[series];
        }
        next = (next + 1) % times.length;
        count = Math.min(times.length, count + 1);
    }

    /** The newest {@code most}, oldest first: a list of times, then one for each series. */
    List<List<Double>> json(int most) {
        int length = Math.min(most, count);
        List<List<Double>> columns = new ArrayList<>();
        for (int column = 0; column <= SERIES; column++) {
            List<Double> cells = new ArrayList<>(length);
            for (int back = length; back > 0; back--) {
                int at = Math.floorMod(next - back, times.length);
                cells.add(column == 0 ? times[at] : rounded(values[column - 1][at]));
            }
            columns.add(cells);
        }
        return columns;
    }

    private static double rounded(float value) {
        return Math.round(value * 100.0) / 100.0;
    }
}
