package dev.meerkat.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where options come from besides code: system properties, the environment, {@code meerkat.properties}.
 *
 * <p>Read anew at each call. Thread safety: safe. Source: contract §4.
 */
public final class OptionSources {
    private final Supplier<Map<String, String>> environment;
    private final Supplier<Properties> system;
    private final Supplier<Map<String, Sourced>> file;

    private OptionSources(
            Supplier<Map<String, String>> environment,
            Supplier<Properties> system,
            Supplier<Map<String, Sourced>> file) {
        this.environment = environment;
        this.system = system;
        this.file = file;
    }

    /** The JVM's own: system properties, environment, and {@code meerkat.properties} in the working directory, then on the class path. */
    public static OptionSources system() {
        return new OptionSources(System::getenv, System::getProperties, PropertyFiles::read);
    }

    /** The given ones, for tests; {@code file} stands for {@code meerkat.properties}. */
    public static OptionSources of(Map<String, String> environment, Properties system, Properties file) {
        return new OptionSources(
                () -> environment, () -> system, () -> Sourced.all(strings(file), PropertyFiles.NAME + " "));
    }

    /** None: options come from code and URI alone, whatever is set where the program runs. */
    public static OptionSources none() {
        return of(Map.of(), new Properties(), new Properties());
    }

    /**
     * The options of a connection: what code says, then system properties, environment, properties file, URI, preset and defaults.
     *
     * @param code options built in code; of a value in them that came from another source, the source is asked again
     * @throws dev.meerkat.error.InvalidOptionsException with every problem, unknown keys of this connection included
     */
    public ConnectionOptions resolve(String connectionName, ConnectionOptions code) {
        return resolve(connectionName, code, null);
    }

    /**
     * As {@link #resolve(String, ConnectionOptions)}; where nobody names a URI, URI, login and TLS are those of {@code elsewhere}, each with
     * the origin it has there; its credential source only where no login is stated here.
     */
    public ConnectionOptions resolve(
            String connectionName, ConnectionOptions code, @Nullable ConnectionOptions elsewhere) {
        Layers layers = code.stated().copy();
        layers.drop(Origin.SYSTEM_PROPERTY);
        layers.drop(Origin.ENVIRONMENT);
        layers.drop(Origin.PROPERTIES_FILE);
        Reading reading = new Reading(connectionName, layers);
        Map<String, Sourced> system = Sourced.all(strings(this.system.get()), "");
        Map<String, String> environment = this.environment.get();
        Map<String, Sourced> file = this.file.get();
        reading.properties(Origin.SYSTEM_PROPERTY, system);
        reading.environment(environment);
        reading.properties(Origin.PROPERTIES_FILE, file);
        ConnectionNames.check(connectionName, system, file, layers);
        if (elsewhere != null && layers.find(OptionTable.URI) == null) {
            boolean ownLogin = OptionTable.LOGIN.stream().anyMatch(option -> layers.find(option) != null);
            layers.adopt(elsewhere.stated(), OptionTable.ACCESS);
            if (!ownLogin) {
                layers.adopt(elsewhere.stated(), List.of(OptionTable.CREDENTIAL_SOURCE));
            }
        }
        String application = application(system, environment, file);
        Naming naming = application == null
                ? new Naming(Naming.ofProgram().application(), connectionName)
                : new Naming(application, connectionName);
        return Settlement.settle(layers, naming, connectionName);
    }

    /**
     * The names of the connections that configuration says anything about; from the environment in lower case, with {@code -} for {@code _}.
     *
     * @throws dev.meerkat.error.InvalidOptionsException when a key under Meerkat's prefix for connections names no connection or no option
     */
    public Set<String> connectionNames() {
        return ConnectionNames.of(Sourced.all(strings(system.get()), ""), environment.get(), file.get());
    }

    private static @Nullable String application(
            Map<String, Sourced> system, Map<String, String> environment, Map<String, Sourced> file) {
        if (system.containsKey(Names.APPLICATION)) {
            return system.get(Names.APPLICATION).text();
        }
        String variable = environment.get(Names.VARIABLE_APPLICATION);
        Sourced filed = file.get(Names.APPLICATION);
        return variable != null || filed == null ? variable : filed.text();
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> strings.put(key, properties.getProperty(key)));
        return strings;
    }
}
