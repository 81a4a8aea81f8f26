package dev.meerkat.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How much is logged on standard error: warnings, or with {@code --verbose} what Meerkat does as well. */
public final class Verbosity {
    private boolean verbose;

    /** For picocli. */
    public Verbosity() {}

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs on standard error what Meerkat does; shows the stack of an error.")
    void verbose(boolean wanted) {
        verbose = wanted;
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (wanted && loggers instanceof LoggerContext context) {
            context.getLogger("dev.meerkat").setLevel(Level.INFO);
            context.getLogger("dev.meerkat.connection").setLevel(null);
            context.getLogger("org.mongodb.driver").setLevel(Level.WARN);
        }
    }

    /** Whether more than warnings is wanted. */
    public boolean verbose() {
        return verbose;
    }
}
