package dev.meerkat.options;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts every problem into one exception. */
final class Problems {
    private Problems() {}

    static InvalidOptionsException exception(List<OptionProblem> all, @Nullable String connection) {
        List<OptionProblem> problems = all.stream().distinct().toList();
        String listed = problems.stream().map(OptionProblem::toString).collect(Collectors.joining("; "));
        Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_OPTIONS, listed, null, null);
        String where = connection == null ? "" : " (connection=" + connection + ")";
        String what = problems.size() == 1
                ? problems.get(0).what() + where + ". Fix: " + problems.get(0).fix()
                : problems.size() + " problems in the options" + where + ":"
                        + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
        return new InvalidOptionsException(diagnosis.code() + ": " + what, diagnosis, null);
    }
}
