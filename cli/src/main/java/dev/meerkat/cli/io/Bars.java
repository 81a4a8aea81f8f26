package dev.meerkat.cli.io;

import java.util.stream.IntStream;

/**
 * Figures as characters of different height, or filled to a part; block characters where the system's encoding has them, else ASCII. Immutable.
 *
 * @param levels the heights above none, lowest first
 * @param used a cell that is in use
 * @param ready a cell that is there, and not in use
 * @param free a cell that there could be
 */
public record Bars(String levels, char used, char ready, char free) {
    private static final Bars BLOCKS =
            new Bars("\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588", '\u2588', '\u2592', '\u00b7');
    private static final Bars PLAIN = new Bars(".:-=+*%#", '#', '+', '.');

    /** For an output of the system's encoding. */
    public static Bars of(boolean draws) {
        return draws ? BLOCKS : PLAIN;
    }

    /** The height of {@code part}, from 0 to 1; a blank for nothing at all. */
    public char level(double part) {
        int level = (int) Math.ceil(part * levels.length());
        return level == 0 ? ' ' : levels.charAt(level - 1);
    }

    /** So many cells that stand for {@code whole}; whatever is there is at least one cell, if there is room. */
    public String filled(int inUse, int idle, int whole, int cells) {
        int first = cells(inUse, whole, cells);
        int second = Math.max(first, cells(inUse + idle, whole, cells));
        StringBuilder bar = new StringBuilder();
        IntStream.range(0, cells).forEach(cell -> bar.append(cell < first ? used : cell < second ? ready : free));
        return bar.toString();
    }

    private static int cells(int part, int whole, int cells) {
        return whole <= 0 ? 0 : (int) Math.min(cells, Math.ceil((double) part * cells / whole));
    }
}
