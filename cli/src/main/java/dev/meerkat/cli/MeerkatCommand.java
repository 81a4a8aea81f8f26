package dev.meerkat.cli;

import dev.meerkat.cli.chaos.ChaosCommand;
import dev.meerkat.cli.demo.DemoCommand;
import dev.meerkat.cli.doctor.DoctorCommand;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.load.LoadCommand;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.top.TopCommand;
import dev.meerkat.cli.watch.WatchCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code meerkat}: the entry to all others. */
@Command(
        name = "meerkat",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "MongoDB connections that stand guard.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 ok; 1 Meerkat's own error; 2 usage or impossible options; 3 usable, with findings; 4 no usable connection;"
                    + " 5 documents lost or duplicated; 130, 143 after SIGINT, SIGTERM, but 4 and 5 win over them.",
            "",
            "Examples:",
            "  meerkat demo",
            "  meerkat watch --help"
        })
public final class MeerkatCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private MeerkatCommand(Streams streams) {
        this.streams = streams;
    }

    /** Runs the command that the arguments name and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Streams.standard(), arguments));
    }

    /** Runs the command that the arguments name; returns its exit code. */
    static int run(Streams streams, String... arguments) {
        ErrorMessages messages = new ErrorMessages(streams);
        return new CommandLine(new MeerkatCommand(streams))
                .addSubcommand(new DemoCommand(streams))
                .addSubcommand(new WatchCommand(streams))
                .addSubcommand(new LoadCommand(streams))
                .addSubcommand(new TopCommand(streams))
                .addSubcommand(new ChaosCommand(streams))
                .addSubcommand(new DoctorCommand(streams))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(streams.out())
                .setErr(streams.err())
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setColorScheme(Help.defaultColorScheme(streams.outPaint().on() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler(messages)
                .setExecutionExceptionHandler(messages)
                .execute(arguments);
    }

    /** Without a command: what there is, as an error of usage. */
    @Override
    public Integer call() {
        spec.commandLine().usage(streams.err(), streams.errPaint().on() ? Help.Ansi.ON : Help.Ansi.OFF);
        streams.err().flush();
        return ExitCode.USAGE;
    }
}
