package dev.meerkat.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What every command understands: {@code --help}, and {@code --verbose}, which logs more than warnings on standard error. */
public final class CommonArguments {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /** For picocli. */
    public CommonArguments() {}

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs on standard error what Meerkat does; shows the stack of an error.")
    void verbose(boolean wanted) {
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (wanted && loggers instanceof LoggerContext context) {
            context.getLogger("dev.meerkat").setLevel(Level.INFO);
            context.getLogger("dev.meerkat.connection").setLevel(null);
            context.getLogger("dev.meerkat.lint").setLevel(null);
            context.getLogger("org.mongodb.driver").setLevel(Level.WARN);
        }
    }
}
