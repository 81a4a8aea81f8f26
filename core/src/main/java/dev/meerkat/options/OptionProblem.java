package dev.meerkat.options;

/**
 * One reason why options cannot be.
 *
 * @param option the option's name
 * @param value the value as text, free of secrets
 * @param rule completes "must", or tells the rule as a sentence without full stop
 * @param fix what to do, without full stop
 */
record OptionProblem(String option, String value, String rule, String fix) {
    String what() {
        return option + (value.isEmpty() ? "" : " = " + value) + ": " + rule;
    }

    @Override
    public String toString() {
        return what() + ". Fix: " + fix;
    }
}
