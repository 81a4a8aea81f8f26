package dev.meerkat.cli.doctor;

import dev.meerkat.Doctor;
import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.io.Streams;
import dev.meerkat.cli.run.CommonArguments;
import dev.meerkat.cli.run.ConnectionArguments;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.cli.run.StandardOutput;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.options.ConnectionOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything between here and a deployment and says what to do about the first that is broken. */
@Command(
        name = "doctor",
        description =
                "Looks at URI, SRV and TXT, DNS, TCP, TLS, hello, login, role and set, round trip, pool and server limit; stops at the first that"
                        + " is broken and says what to do about it. Ends within 12 s; writes nothing to the deployment.",
        footer = {
            "",
            "With --json standard output is one object with uri, outcome, tookMillis and steps, each with step, outcome, tookMillis, told, and where"
                    + " it has them figures, hosts and findings {code, message, fix}, the linter's with a reason.",
            "",
            "Exit codes: 0 healthy; 2 usage or options that cannot be; 3 usable, with findings; 4 not usable.",
            "",
            "Examples:",
            "  meerkat doctor mongodb://localhost:27017",
            "  MONGO_URI=... meerkat doctor --json --option instances=8"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private final ConnectionArguments target = new ConnectionArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it and acts on it
    private final CommonArguments common = new CommonArguments();

    @Option(names = "--json", description = "Prints the report as one JSON object.")
    private boolean json;

    /** A command that writes on {@code streams}. */
    public DoctorCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        ConnectionOptions options = target.options();
        Doctor doctor = Doctor.of(options);
        Checkup checkup = json ? inJson(doctor) : inWords(doctor, options);
        return streams.unwritten() ? StandardOutput.end(streams) : code(checkup.outcome());
    }

    private Checkup inJson(Doctor doctor) {
        Checkup checkup = doctor.examine();
        streams.line(Json.line(CheckupJson.of(checkup)));
        return checkup;
    }

    private Checkup inWords(Doctor doctor, ConnectionOptions options) {
        CheckupWords words = new CheckupWords(streams.outPaint());
        streams.line(words.heading(options.uri().toString()));
        Checkup checkup = doctor.examine(step -> words.of(step).forEach(streams::line));
        words.end(checkup).forEach(streams::line);
        return checkup;
    }

    private static int code(StepOutcome outcome) {
        return switch (outcome) {
            case SKIPPED, OK -> ExitCode.OK;
            case FINDING -> ExitCode.FINDINGS;
            case BROKEN -> ExitCode.NO_CONNECTION;
        };
    }
}
