package dev.meerkat.diagnosis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors that a server answered with, by their numbers; texts may hold data and are not quoted. */
final class ServerErrorRule implements Rule {
    private static final int UNAUTHORIZED = 13;
    private static final int ILLEGAL_OPERATION = 20;
    private static final Pattern INDEX = Pattern.compile("index: ([\\w.$*-]{1,127}) +dup key");

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        ServerError error = ServerError.in(failure);
        if (error == null) {
            return null;
        }
        if (error.code() == UNAUTHORIZED) {
            return explainUnauthorized(failure, error);
        }
        Problem problem = problem(error);
        if (problem == null && error.labels().contains("SystemOverloadedError")) {
            problem = Problem.OVERLOADED;
        }
        if (problem == Problem.DUPLICATE_KEY) {
            return failure.diagnosis(
                    problem, sentence(problem) + index(error) + at(failure) + " (" + error.label() + ")");
        }
        if (problem != null) {
            return failure.diagnosis(problem, sentence(problem) + at(failure) + " (" + error.label() + ")");
        }
        Diagnosis other = failure.diagnosis(
                Problem.SERVER_ERROR, "The server answered with error " + error.label() + at(failure));
        return failure.connecting() ? other.withFix("Read the server's log") : other;
    }

    /** A standalone's answer to a transaction has the number of a server that takes no writes. */
    private static @Nullable Problem problem(ServerError error) {
        boolean standalone = error.code() == ILLEGAL_OPERATION && error.text().contains("Transaction numbers");
        return standalone ? Problem.REPLICA_SET_REQUIRED : ServerCodes.problem(error.code());
    }

    /** The index's name, which the text has beside the values that are not to be quoted. */
    private static String index(ServerError error) {
        Matcher named = INDEX.matcher(error.text());
        return named.find() ? ": index " + named.group(1) : "";
    }

    private static Diagnosis explainUnauthorized(CauseChain failure, ServerError error) {
        return error.text().contains("requires authentication")
                ? failure.diagnosis(Problem.LOGIN_REQUIRED, failure.server() + " requires a login")
                : failure.diagnosis(Problem.NOT_AUTHORIZED, "The operation is not allowed to this user" + at(failure));
    }

    /** The catalogue's meaning without its full stop. */
    private static String sentence(Problem problem) {
        return problem.meaning().substring(0, problem.meaning().length() - 1);
    }

    private static String at(CauseChain failure) {
        String host = failure.host();
        return host == null ? "" : " at " + host;
    }
}
