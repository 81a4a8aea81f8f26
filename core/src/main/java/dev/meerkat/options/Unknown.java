package dev.meerkat.options;

import java.util.Collection;
import java.util.Locale;

/** Problems with names that mean nothing. */
final class Unknown {
    private Unknown() {}

    /**
     * An option that does not exist.
     *
     * @param option its name, as typed
     * @param shown the whole key, fit to be shown
     */
    static OptionProblem option(String option, String shown, Collection<String> known) {
        String driver = option.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
        String otherwise = DriverUriOption.find(driver) == null
                ? "take it out; the guide has the table of options"
                : "write it into the URI's query: it is the driver's";
        return new OptionProblem(shown, "", "is no option", Suggestion.fix(option, known, otherwise));
    }
}
