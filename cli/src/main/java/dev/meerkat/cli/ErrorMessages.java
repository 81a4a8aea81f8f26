package dev.meerkat.cli;

import com.mongodb.MongoException;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.UsageException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.lab.LabException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message on standard error and an exit code. Never repeats an argument that may hold a secret. */
final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Pattern OPTION_NAME = Pattern.compile("^--?[A-Za-z][A-Za-z-]*");

    private final Streams streams;

    ErrorMessages(Streams streams) {
        this.streams = streams;
    }

    @Override
    public int handleParseException(ParameterException refused, String[] arguments) {
        String command = refused.getCommandLine().getCommandSpec().qualifiedName();
        String fix = refused instanceof UnmatchedArgumentException unmatched
                ? suggestion(unmatched).orElse("see " + command + " --help")
                : "see " + command + " --help";
        streams.error(hidden(usage(refused), arguments) + ". Fix: " + fix);
        return ExitCode.USAGE;
    }

    private static String usage(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            return option(unmatched)
                    .map(name -> "unknown option '" + name + "'")
                    .orElse(subcommandMissing(refused) ? "unknown command" : "one argument too many");
        }
        if (refused instanceof MaxValuesExceededException) {
            return "an option or argument is given too often";
        }
        String message = String.valueOf(refused.getMessage()).replace("is not an int", "is no whole number");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** The first unknown option's name. */
    private static Optional<String> option(UnmatchedArgumentException unmatched) {
        return unmatched.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .findFirst()
                .map(option -> OPTION_NAME
                        .matcher(option)
                        .results()
                        .findFirst()
                        .map(MatchResult::group)
                        .orElse("-"));
    }

    /** What was meant, as far as it can be guessed: names of our own, never what was typed. */
    private static Optional<String> suggestion(UnmatchedArgumentException unmatched) {
        boolean uri = unmatched.getUnmatched().get(0).contains("://");
        if (uri && subcommandMissing(unmatched)) {
            return Optional.of("put a command before the URI, for example meerkat watch URI");
        }
        List<String> similar = unmatched.getSuggestions();
        return uri || similar.isEmpty()
                ? Optional.empty()
                : Optional.of("did you mean " + String.join(" or ", similar) + "?");
    }

    /** The message without any argument that is a connection string, put in an option's place by mistake for example. */
    private static String hidden(String message, String[] arguments) {
        String safe = message;
        for (String argument : arguments) {
            String value = argument.startsWith("-") ? argument.substring(argument.indexOf('=') + 1) : argument;
            if (value.contains("://")) {
                safe = safe.replace(value, "<hidden>");
            }
        }
        return safe;
    }

    private static boolean subcommandMissing(ParameterException refused) {
        return !refused.getCommandLine().getSubcommands().isEmpty();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        int code = code(failure);
        boolean explainsItself = failure instanceof MeerkatException
                || failure instanceof UsageException
                || failure instanceof LabException;
        streams.error(
                explainsItself
                        ? String.valueOf(failure.getMessage())
                        : Diagnosis.of(failure).toString());
        boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
        if (verbose && (code == ExitCode.OWN_ERROR || failure instanceof LabException)) {
            failure.printStackTrace(streams.err());
            streams.err().flush();
        } else if (code == ExitCode.OWN_ERROR) {
            streams.note("This is an error of Meerkat itself; --verbose shows where it comes from.");
        }
        return code;
    }

    /** Whether there is no server's program, or one that is none: what the variables name is the user's. */
    private static boolean noServer(Exception failure) {
        return failure instanceof LabException
                && String.valueOf(failure.getMessage()).startsWith("LAB_SERVER_");
    }

    private static int code(Exception failure) {
        if (failure instanceof InvalidOptionsException || failure instanceof UsageException || noServer(failure)) {
            return ExitCode.USAGE;
        }
        boolean gone = failure instanceof ConnectFailedException || failure instanceof ConnectionUnavailableException;
        boolean driver = failure instanceof MongoException && !(failure instanceof MeerkatException);
        return gone || driver ? ExitCode.NO_CONNECTION : ExitCode.OWN_ERROR;
    }
}
