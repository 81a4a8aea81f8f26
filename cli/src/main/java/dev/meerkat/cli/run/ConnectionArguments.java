package dev.meerkat.cli.run;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
                "Connection string. Without it MONGO_URI or MEERKAT_CONNECTIONS_DEFAULT_URI in the environment is used, or the file"
                        + " meerkat.properties. Other users of this machine can see a password in an argument, but not in the environment."
            })
    private @Nullable String uri;

    @Option(
            names = "--option",
            paramLabel = "name=value",
            converter = Setting.Reader.class,
            description =
                    "Sets an option of the connection, in camelCase or kebab-case: maxPoolSize=10, 'retry=fixed(500ms)'. For several options"
                            + " repeat it.")
    private final List<Setting> settings = new ArrayList<>();

    /**
     * The options, with what the default connection's sources add to them.
     *
     * @throws InvalidOptionsException for what cannot be
     * @throws UsageException when nobody names a URI, or something is given twice
     */
    public ConnectionOptions options() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        if (uri != null) {
            builder.uri(uri);
        }
        checkRepeated();
        settings.forEach(setting -> builder.set(setting.name(), setting.value()));
        // The command itself answers signals: it prints its report after the drain and decides the exit code.
        ConnectionOptions stated = builder.signals(false).build();
        ConnectionOptions options = OptionSources.system().resolve(ConnectionRegistry.DEFAULT, stated);
        checkUri(options);
        return options;
    }

    private static void checkUri(ConnectionOptions options) {
        try {
            options.uri();
        } catch (InvalidOptionsException missing) {
            throw new UsageException(
                    "there is no URI",
                    "give one as argument, or set MONGO_URI in the environment, or meerkat.connections.default.uri in the file"
                            + " meerkat.properties");
        }
    }

    private void checkRepeated() {
        Set<String> named = new HashSet<>();
        for (Setting setting : settings) {
            if (!named.add(setting.spelledAlike())) {
                throw new UsageException("--option " + setting.name() + " is given twice", "give it once");
            }
        }
        if (uri != null && named.contains("uri")) {
            throw new UsageException("the URI is given twice, as argument and as --option uri", "give it once");
        }
    }
}
