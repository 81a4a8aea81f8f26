package dev.meerkat.testkit.internal;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which lines of whose code led somewhere: stacks without the frames of those who only passed it on. */
public final class Origin {
    private static final int LINES = 4;
    private static final int STACK_LINES = 8;
    private static final List<String> PASSED_ON = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.mongodb.",
            "com.sun.proxy.",
            "org.junit.",
            "dev.meerkat.internal.",
            "dev.meerkat.testkit.internal.",
            "dev.meerkat.testkit.ClientWatch");

    private Origin() {}

    /** The nearest lines of the code that led here, one below the other. */
    public static String here() {
        Predicate<StackWalker.StackFrame> own = frame -> PASSED_ON.stream().noneMatch(frame.getClassName()::startsWith);
        List<String> lines = StackWalker.getInstance()
                .walk(frames -> frames.filter(own)
                        .limit(LINES)
                        .map(frame -> words(frame.toStackTraceElement()))
                        .toList());
        return lines.isEmpty()
                ? below(Stream.of("a thread of the driver's or Meerkat's: "
                        + Thread.currentThread().getName()))
                : below(lines.stream());
    }

    /** The top of a stack, one line below the other. */
    static String of(Collection<StackTraceElement> stack) {
        return below(stack.stream().limit(STACK_LINES).map(Origin::words));
    }

    /** Without module, version and loader, which are the same for all. */
    private static String words(StackTraceElement frame) {
        String text = frame.toString();
        return text.substring(text.lastIndexOf('/', text.indexOf('(')) + 1);
    }

    private static String below(Stream<String> lines) {
        return lines.map(line -> "\n      at " + line).collect(Collectors.joining());
    }
}
