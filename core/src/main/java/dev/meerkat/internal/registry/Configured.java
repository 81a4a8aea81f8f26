package dev.meerkat.internal.registry;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lifecycle.Ready;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.Preset;
import dev.meerkat.options.Startup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Opens what configuration names. Source: contract M2. */
public final class Configured {
    private static final Set<ConnectionState> LIVE =
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.CONNECTED, ConnectionState.INTERRUPTED);

    private Configured() {}

    /** What there is to open: nothing that is live already. Throws what is wrong with the options of any before one is opened. */
    public static List<Ready> ready(Book book, OptionSources sources) {
        List<Ready> ready = new ArrayList<>();
        for (String found : sources.connectionNames()) {
            GuardedConnection connection = book.connection(book.known(found));
            if (!LIVE.contains(connection.state())) {
                ConnectionOptions options = sources.resolve(
                        connection.name(), ConnectionOptions.builder().build());
                if (!opensElsewhere(options)) {
                    ready.add(connection.with(options.required() ? options : inBackground(options)));
                }
            }
        }
        return ready;
    }

    /** Whether it is a worker without a URI, whose own call opens it where the default connection goes. Throws where a URI is missing otherwise. */
    private static boolean opensElsewhere(ConnectionOptions options) {
        try {
            options.uri();
            return false;
        } catch (InvalidOptionsException missing) {
            if (options.preset().filter(Preset.WORKER::equals).isPresent()) {
                return true;
            }
            throw missing;
        }
    }

    private static ConnectionOptions inBackground(ConnectionOptions options) {
        return options.toBuilder().startup(Startup.BACKGROUND).build();
    }

    /** Begins with all of them, then waits for those whose start-up waits. */
    public static List<Connection> open(List<Ready> ready) {
        List<Supplier<Connection>> begun = ready.stream().map(Ready::begin).toList();
        return begun.stream().map(Supplier::get).toList();
    }
}
