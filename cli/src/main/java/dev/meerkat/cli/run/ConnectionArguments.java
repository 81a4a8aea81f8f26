package dev.meerkat.cli.run;

import dev.meerkat.options.ConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which connection a command opens: a URI and options, or what the default connection's sources say. */
public final class ConnectionArguments {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URI",
            description = {
                "Connection string. Without it the default connection's sources are used: MONGO_URI and MEERKAT_* in the environment, or"
                        + " meerkat.properties. A password in an argument can be seen by other users of this machine."
            })
    private @Nullable String uri;

    @Option(
            names = "--option",
            paramLabel = "name=value",
            converter = Setting.Reader.class,
            description =
                    "Sets an option of the connection, in camelCase or kebab-case: maxPoolSize=10, retry=fixed(500ms). May be repeated.")
    private final List<Setting> settings = new ArrayList<>();

    /**
     * The options in code's place; the sources fill what they leave out.
     *
     * @throws dev.meerkat.error.InvalidOptionsException for what cannot be
     */
    public ConnectionOptions options() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        if (uri != null) {
            builder.uri(uri);
        }
        settings.forEach(setting -> builder.set(setting.name(), setting.value()));
        // The command itself answers signals: it prints its report after the drain and decides the exit code.
        return builder.signals(false).build();
    }
}
