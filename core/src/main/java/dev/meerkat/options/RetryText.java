package dev.meerkat.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a retry policy from text. */
final class RetryText {
    private static final Pattern FORM = Pattern.compile(
            "\\s*(fixed|exponential)\\s*\\(\\s*([^,()]+?)\\s*(?:,\\s*([^,()=]+?)\\s*)?(?:,\\s*maxAttempts\\s*=\\s*(\\d{1,9})\\s*)?\\)\\s*");

    private RetryText() {}

    /** Reads {@code none}, {@code fixed(5s)} or {@code exponential(500ms,30s)}, the latter two with {@code ,maxAttempts=3} too. */
    static RetryPolicy read(String text) {
        if (text.strip().equals("none")) {
            return RetryPolicy.none();
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("neither none, fixed nor exponential");
        }
        boolean fixed = form.group(1).equals("fixed");
        if (fixed != (form.group(3) == null)) {
            throw new IllegalArgumentException("wrong number of delays");
        }
        RetryPolicy policy = fixed
                ? RetryPolicy.fixed(Durations.read(form.group(2)))
                : RetryPolicy.exponential(Durations.read(form.group(2)), Durations.read(form.group(3)));
        return form.group(4) == null ? policy : policy.maxAttempts(Integer.parseInt(form.group(4)));
    }
}
