package dev.meerkat.cli;

import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.UsageException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.error.MeerkatException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message on standard error and an exit code. Never repeats an argument that may hold a secret. */
final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Streams streams;

    ErrorMessages(Streams streams) {
        this.streams = streams;
    }

    @Override
    public int handleParseException(ParameterException refused, String[] arguments) {
        String command = refused.getCommandLine().getCommandSpec().qualifiedName();
        streams.error(usage(refused) + ". Fix: see " + command + " --help");
        return ExitCode.USAGE;
    }

    private static String usage(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .findFirst()
                    .map(option -> "unknown option '" + option.split("=", 2)[0] + "'")
                    .orElse(subcommandMissing(refused) ? "unknown command" : "one argument too many");
        }
        if (refused instanceof MaxValuesExceededException) {
            return "an option or argument is given too often";
        }
        String message = String.valueOf(refused.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static boolean subcommandMissing(ParameterException refused) {
        return !refused.getCommandLine().getSubcommands().isEmpty();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        int code = code(failure);
        if (code == ExitCode.OWN_ERROR) {
            Diagnosis diagnosis = Diagnosis.of(failure);
            streams.error(
                    failure instanceof MeerkatException ? String.valueOf(failure.getMessage()) : diagnosis.toString());
            ownError(failure, parsed);
        } else {
            streams.error(String.valueOf(failure.getMessage()));
        }
        return code;
    }

    private void ownError(Exception failure, ParseResult parsed) {
        if (parsed.hasMatchedOption("--verbose")) {
            failure.printStackTrace(streams.err());
            streams.err().flush();
        } else {
            streams.note("This is an error of Meerkat itself; --verbose shows where it comes from.");
        }
    }

    private static int code(Exception failure) {
        if (failure instanceof InvalidOptionsException || failure instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof ConnectFailedException || failure instanceof ConnectionUnavailableException) {
            return ExitCode.NO_CONNECTION;
        }
        return ExitCode.OWN_ERROR;
    }
}
