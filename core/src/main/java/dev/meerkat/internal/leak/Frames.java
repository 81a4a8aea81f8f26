package dev.meerkat.internal.leak;

import java.util.Arrays;
import java.util.List;

/** An application's part of a stack. */
final class Frames {
    private static final int MOST = 32;

    /** What lies between the application and the place where a stack is taken. */
    private static final List<String> BETWEEN = List.of(
            "dev.meerkat.internal.", "dev.meerkat.Connection.", "dev.meerkat.model.", "com.mongodb.", "java.", "jdk.");

    private Frames() {}

    /** The frames from the innermost one of the application on; all of them where there is none. */
    static List<StackTraceElement> of(Throwable created) {
        StackTraceElement[] stack = created.getStackTrace();
        int first = 0;
        while (first < stack.length && between(stack[first])) {
            first++;
        }
        int from = first == stack.length ? 0 : first;
        return List.of(Arrays.copyOfRange(stack, from, Math.min(stack.length, from + MOST)));
    }

    private static boolean between(StackTraceElement frame) {
        String method = frame.getClassName() + ".";
        return BETWEEN.stream().anyMatch(method::startsWith);
    }
}
